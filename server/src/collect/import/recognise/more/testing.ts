import type { ExportFixture } from '../testing.ts';

/** More exports, as `testing.ts` has them. */
export const moreFixtures: readonly ExportFixture[] = [
  {
    system: '微店 订单',
    kind: 'order_lines',
    columns:
      '订单编号=order|订单状态=status|下单时间=time|付款时间=property:paid_at|商品名称=product:name|商品型号=product:variant|商品数量=product:quantity|商品单价=product:price|商品总价=product:amount|订单金额=property:revenue|运费=property:shipping|收件人=trait:name|收件人手机=identifier:phone|微店名称=property:微店名称|退款金额=property:refund_amount',
    rows: [
      '8001|已完成|2024-03-01 10:12:33|2024-03-01 10:13:00|茶壶|白|1|100|100|160|10|王小明|13812345678|小店|0',
      '8001|已完成|2024-03-01 10:12:33|2024-03-01 10:13:00|茶杯|白|2|25|50|160|10|王小明|13812345678|小店|0',
      '8002|已完成|2024-03-02 09:00:00|2024-03-02 09:01:00|茶杯|青|1|25|25|25|0|李雷|15900001111|小店|25',
      '8003|已关闭|2024-03-03 09:00:00||茶杯|青|1|25|25|25|0|韩梅|15900001112|小店|0',
    ],
  },
  {
    system: '美团收银 账单',
    kind: 'orders',
    above: ['账单明细', '营业日期：2024-03-01'],
    columns:
      '账单号=order|桌台号=property:桌台号|用餐人数=property:用餐人数|结账时间=time|账单状态=status|营业额=property:subtotal|优惠金额=property:discount|实收金额=property:revenue|支付方式=property:payment_method|会员手机号=identifier:phone|收银员=property:staff',
    rows: [
      'A1|3|2|2024-03-01 12:30:00|已结账|120|20|100|微信|13812345678|小刘',
      'A2|5|4|2024-03-01 12:40:00|已结账|300|0|300|支付宝|15900001111|小刘',
      'A3|1|2|2024-03-01 13:00:00|反结账|80|0|80|微信|15900001112|小刘',
      'A4|2|1|2024-03-01 13:10:00|已结账|60|0|60|现金||小刘',
    ],
  },
  {
    system: '纷享销客 客户',
    kind: 'customers',
    columns:
      '客户编号=identifier:customer_id|客户名称=trait:name|负责人=trait:staff|客户级别=trait:memberLevel|成交状态=trait:成交状态|电话=identifier:phone|邮箱=identifier:email|省=trait:address.state|市=trait:address.city|创建时间=trait:createdAt|最后跟进时间=trait:最后跟进时间|归属部门=trait:归属部门',
    rows: [
      'KH001|上海某某公司|张三|重点客户|已成交|13812345678|a@example.com|上海市|上海市|2024-03-01 10:00|2024-03-05 10:00|华东',
      'KH002|杭州某某公司|李四|普通客户|未成交|13812345679|b@example.com|浙江省|杭州市|2024-03-02 10:00|2024-03-06 10:00|华东',
      'KH003|北京某某公司|王五|普通客户|未成交|13812345670|c@example.com|北京市|北京市|2024-03-03 10:00|2024-03-07 10:00|华北',
    ],
  },
  {
    system: 'SurveyMonkey answers',
    kind: 'events',
    columns:
      'Respondent ID=property:response_id|Collector ID=property:collector_id|Start Date=property:started_at|End Date=time|IP Address=property:ip|Email Address=identifier:email|First Name=trait:firstName|Last Name=trait:lastName|How likely are you to recommend us?=property:How_likely_are_you_to_recommend_us?',
    rows: [
      '114001|401|2024-03-01 10:00:00|2024-03-01 10:05:00|203.0.113.7|ann@example.org|Ann|Lee|9',
      '114002|401|2024-03-02 10:00:00|2024-03-02 10:05:00|203.0.113.8|bob@example.org|Bob|Ray|7',
      '114003|401|2024-03-03 10:00:00|2024-03-03 10:05:00|203.0.113.9|eva@example.org|Eva|Moe|10',
    ],
  },
  {
    system: 'Qualtrics answers',
    kind: 'events',
    columns:
      'StartDate=property:started_at|EndDate=property:ended_at|Status=property:status|IPAddress=property:ip|Progress=property:Progress|Duration (in seconds)=property:duration_seconds|Finished=property:Finished|RecordedDate=time|ResponseId=property:response_id|RecipientLastName=trait:lastName|RecipientFirstName=trait:firstName|RecipientEmail=identifier:email|ExternalReference=identifier:customer_id|Q1=property:Q1',
    rows: [
      '2024-03-01 10:00:00|2024-03-01 10:05:00|IP Address|203.0.113.7|100|300|True|2024-03-01 10:05:01|R_1|Lee|Ann|ann@example.org|C1|9',
      '2024-03-02 10:00:00|2024-03-02 10:05:00|IP Address|203.0.113.8|100|200|True|2024-03-02 10:05:01|R_2|Ray|Bob|bob@example.org|C2|7',
      '2024-03-03 10:00:00|2024-03-03 10:05:00|IP Address|203.0.113.9|100|250|True|2024-03-03 10:05:01|R_3|Moe|Eva|eva@example.org|C3|10',
    ],
  },
];
