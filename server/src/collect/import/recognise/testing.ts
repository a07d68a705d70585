/** Headings and rows as the usual systems export them (made up, but true to form), with what each column has to become. */
import type { ImportTableKind } from '@danqing/contracts';

export interface ExportFixture {
  readonly system: string;
  readonly kind: ImportTableKind;
  /** Heading=target, separated by |, in the file's order. */
  readonly columns: string;
  /** Cells separated by |. */
  readonly rows: readonly string[];
  /** Lines above the heading. */
  readonly above?: readonly string[];
}

export const exportFixtures: readonly ExportFixture[] = [
  {
    system: '淘宝/天猫 订单报表',
    kind: 'orders',
    columns:
      '订单编号=order|买家会员名=identifier:buyer_nick|买家支付宝账号=property:买家支付宝账号|买家应付货款=property:subtotal|买家应付邮费=property:shipping|总金额=property:总金额|买家实际支付金额=property:revenue|订单状态=status|买家留言=property:remark|收货人姓名=trait:name|收货地址 =address|联系手机=identifier:phone|订单创建时间=time|订单付款时间 =property:paid_at|宝贝标题 =product:name|宝贝总数量=product:quantity|店铺名称=property:affiliation',
    rows: [
      '314159265358970|tb小店0||199.00|0.00|199.00|189.00|交易成功||王小明|浙江省 杭州市 西湖区 文三路1号|13812345678|2024-03-01 10:12:33|2024-03-01 10:12:33|龙井茶 250g|1|茶叶旗舰店',
      '314159265358971|tb小店1||199.00|0.00|199.00|189.00|交易关闭||王小明|浙江省 杭州市 西湖区 文三路1号|15900001111|2024-03-02 20:01:05|2024-03-02 20:01:05|龙井茶 250g|1|茶叶旗舰店',
      '314159265358972|tb小店2||199.00|0.00|199.00|189.00|交易成功||王小明|浙江省 杭州市 西湖区 文三路1号|138****1234|2024-03-05 08:45:00|2024-03-05 08:45:00|龙井茶 250g|1|茶叶旗舰店',
      '314159265358973|tb小店3||199.00|0.00|199.00|189.00|交易成功||王小明|浙江省 杭州市 西湖区 文三路1号|18677778888|2024-03-09 23:59:59|2024-03-09 23:59:59|龙井茶 250g|1|茶叶旗舰店',
    ],
  },
  {
    system: '京东 订单',
    kind: 'order_lines',
    columns:
      '订单号=order|商品ID=product:product_id|商品名称=product:name|订购数量=product:quantity|支付方式=property:payment_method|下单时间=time|京东价=product:京东价|订单金额=property:revenue|结算金额=property:结算金额|订单状态=status|下单帐号=identifier:buyer_nick|客户姓名=trait:name|客户地址=address|联系电话=identifier:phone|订单备注=property:remark',
    rows: [
      '2901|100012|抽纸|2|在线支付|2024-03-01 10:12:33|19.9|59.8|59.8|完成|jd_a1|李雷|北京朝阳区|13800000001|',
      '2901|100013|洗衣液|1|在线支付|2024-03-01 10:12:33|20.0|59.8|59.8|完成|jd_a1|李雷|北京朝阳区|13800000001|',
      '2902|100012|抽纸|1|货到付款|2024-03-02 20:01:05|19.9|19.9|19.9|已取消|jd_b2|韩梅|上海浦东新区|13800000002|快点',
    ],
  },
  {
    system: '拼多多 订单',
    kind: 'orders',
    columns:
      '商品=product:name|订单号=order|订单状态=status|商品总价(元)=property:subtotal|店铺优惠折扣(元)=property:店铺优惠折扣|平台优惠折扣(元)=property:platform_discount|用户实付金额(元)=property:revenue|商家实收金额(元)=property:商家实收金额|商品数量(件)=product:quantity|收货人=trait:name|手机=identifier:phone|省=trait:address.state|市=trait:address.city|区=trait:address.district|支付时间=property:paid_at|订单成交时间=time|商品规格=product:variant|商家编码-规格维度=property:商家编码-规格维度|快递单号=property:tracking_no|售后状态=status',
    rows: [
      '零食大礼包|240301-12345678900|已发货，待签收|39.9|5|0|34.9|34.9|1|张*|13812345678|广东省|深圳市|南山区|2024-03-01 10:12:33|2024-03-01 10:12:33|500g|LS0|YT880|无售后或售后取消',
      '零食大礼包|240301-12345678901|已发货，待签收|39.9|5|0|34.9|34.9|1|张*|15900001111|广东省|深圳市|南山区|2024-03-02 20:01:05|2024-03-02 20:01:05|500g|LS1|YT881|无售后或售后取消',
      '零食大礼包|240301-12345678902|已发货，待签收|39.9|5|0|34.9|34.9|1|张*|138****1234|广东省|深圳市|南山区|2024-03-05 08:45:00|2024-03-05 08:45:00|500g|LS2|YT882|退款成功',
      '零食大礼包|240301-12345678903|已发货，待签收|39.9|5|0|34.9|34.9|1|张*|18677778888|广东省|深圳市|南山区|2024-03-09 23:59:59|2024-03-09 23:59:59|500g|LS3|YT883|无售后或售后取消',
    ],
  },
  {
    system: '抖店 订单',
    kind: 'order_lines',
    columns:
      '主订单编号=order|子订单编号=product:line_id|选购商品=product:name|商品规格=product:variant|商品数量=product:quantity|商品ID=product:product_id|商家编码=product:sku|商品单价=product:price|订单应付金额=property:revenue|运费=property:shipping|优惠总金额=property:优惠总金额|收件人=trait:name|收件人手机号=identifier:phone|省=trait:address.state|市=trait:address.city|区=trait:address.district|详细地址=trait:address.street|订单提交时间=time|支付完成时间=property:paid_at|订单状态=status|售后状态=status|流量来源=property:channel|达人昵称=property:达人昵称',
    rows: [
      '690|690_0|面膜0|5片|2|350|MM0|49.50|148.5|0|10|陈小姐|13812345678|江苏省|南京市|玄武区|中山路1号|2024-03-01 10:12:33|2024-03-01 10:12:33|已完成|-|直播|某达人',
      '690|690_1|面膜1|5片|2|351|MM1|49.50|148.5|0|10|陈小姐|13812345678|江苏省|南京市|玄武区|中山路1号|2024-03-01 10:12:33|2024-03-01 10:12:33|已完成|-|直播|某达人',
      '691|691_2|面膜2|5片|2|352|MM2|49.50|99|0|10|陈小姐|15900001111|江苏省|南京市|玄武区|中山路1号|2024-03-02 20:01:05|2024-03-02 20:01:05|已完成|-|直播|某达人',
      '692|692_3|面膜3|5片|2|353|MM3|49.50|99|0|10|陈小姐|138****1234|江苏省|南京市|玄武区|中山路1号|2024-03-05 08:45:00|2024-03-05 08:45:00|已完成|-|直播|某达人',
    ],
  },
  {
    system: '有赞 订单商品',
    kind: 'order_lines',
    columns:
      '订单号=order|商品名称=product:name|商品编码=product:sku|商品数量=product:quantity|商品单价=product:price|商品实际成交金额=product:amount|订单状态=status|订单创建时间=time|买家手机号=identifier:phone|买家昵称=identifier:buyer_nick|归属店铺=property:归属店铺',
    rows: [
      'E20240|蛋糕0|DG0|1|100|90|交易完成|2024-03-01 10:12:33|13900000000|粉丝0|总店',
      'E20240|蛋糕1|DG1|1|101|91|交易完成|2024-03-01 10:12:33|13900000000|粉丝0|总店',
      'E20241|蛋糕2|DG2|1|102|92|交易完成|2024-03-02 20:01:05|13900000001|粉丝1|总店',
      'E20242|蛋糕3|DG3|1|103|93|交易完成|2024-03-05 08:45:00|13900000002|粉丝2|总店',
    ],
  },
  {
    system: '微盟 会员',
    kind: 'customers',
    columns:
      '会员卡号=identifier:card_no|姓名=trait:name|手机号码=identifier:phone|性别=trait:gender|生日=trait:birthday|会员等级=trait:memberLevel|可用积分=trait:points|余额（元）=trait:balance|成为会员时间=trait:createdAt|累计消费金额(元)=trait:totalSpent|消费次数=trait:orderCount|最近消费时间=trait:lastOrderAt|标签=trait:labels|所属门店=trait:所属门店',
    rows: [
      'VIP0000|赵六|13812345678|男|1990-05-01|金卡|120|¥1,300.00|2024-03-01 10:12:33|¥5,600.50|12|2024-03-01 10:12:33|爱喝茶|一店',
      'VIP0001|赵六|15900001111|女|1990-05-01|金卡|120|¥1,300.00|2024-03-02 20:01:05|¥5,600.50|12|2024-03-02 20:01:05|爱喝茶|一店',
      'VIP0002|赵六|138****1234|男|1990-05-01|金卡|120|¥1,300.00|2024-03-05 08:45:00|¥5,600.50|12|2024-03-05 08:45:00|爱喝茶|一店',
      'VIP0003|赵六|18677778888|女|1990-05-01|金卡|120|¥1,300.00|2024-03-09 23:59:59|¥5,600.50|12|2024-03-09 23:59:59|爱喝茶|一店',
    ],
  },
  {
    system: 'Shopify orders',
    kind: 'order_lines',
    columns:
      'Name=order|Email=identifier:email|Financial Status=status|Paid at=property:paid_at|Fulfillment Status=property:fulfillment_status|Accepts Marketing=consent:marketing/email|Currency=property:currency|Subtotal=property:subtotal|Shipping=property:shipping|Taxes=property:tax|Total=property:revenue|Discount Code=property:coupon|Discount Amount=property:discount|Created at=time|Lineitem quantity=product:quantity|Lineitem name=product:name|Lineitem price=product:price|Lineitem sku=product:sku|Billing Name=trait:name|Billing City=trait:address.city|Shipping Name=property:Shipping_Name|Shipping City=property:Shipping_City|Payment Method=property:payment_method|Vendor=product:brand|Refunded Amount=property:refund_amount',
    rows: [
      '#1001|ann@example.org|paid|2024-03-01 10:00:00 -0500|fulfilled|yes|USD|40|5|3|48|SPRING|2|2024-03-01 09:59:00 -0500|1|Mug|15|MUG-1|Ann Lee|Boston|Ann Lee|Boston|Stripe|Acme|0',
      '#1001|ann@example.org||||||||||||2024-03-01 09:59:00 -0500|1|Pot|25|POT-2||||||Bolt|',
      '#1002|bob@example.org|refunded|2024-03-02 10:00:00 -0500||no|USD|15|5|1|21||0|2024-03-02 09:59:00 -0500|1|Mug|15|MUG-1|Bob Ray|Austin|Bob Ray|Austin|Stripe|Acme|21',
    ],
  },
  {
    system: 'Shopify customers',
    kind: 'customers',
    columns:
      'Customer ID=identifier:customer_id|First Name=trait:firstName|Last Name=trait:lastName|Email=identifier:email|Accepts Email Marketing=consent:marketing/email|Default Address Company=trait:company.name|Default Address Address1=trait:address.street|Default Address City=trait:address.city|Default Address Province Code=trait:address.state|Default Address Country Code=trait:address.country|Default Address Zip=trait:address.postalCode|Phone=identifier:phone|Accepts SMS Marketing=consent:marketing/sms|Total Spent=trait:totalSpent|Total Orders=trait:orderCount|Note=trait:Note|Tax Exempt=trait:Tax_Exempt|Tags=trait:labels',
    rows: [
      '700|Ann|Lee|a0@example.org|yes||1 Main St|Boston|MA|US|02110|+1 617 555 0100|no|120.50|3||no|vip, spring',
      '701|Ann|Lee|a1@example.org|yes||1 Main St|Boston|MA|US|02110|+1 617 555 0101|no|120.50|3||no|vip, spring',
      '702|Ann|Lee|a2@example.org|yes||1 Main St|Boston|MA|US|02110|+1 617 555 0102|no|120.50|3||no|vip, spring',
      '703|Ann|Lee|a3@example.org|yes||1 Main St|Boston|MA|US|02110|+1 617 555 0103|no|120.50|3||no|vip, spring',
    ],
  },
  {
    system: 'WooCommerce orders',
    kind: 'orders',
    columns:
      'Order Number=order|Order Status=status|Order Date=time|Customer Note=property:remark|First Name (Billing)=trait:firstName|Last Name (Billing)=trait:lastName|City (Billing)=trait:address.city|Email (Billing)=identifier:email|Phone (Billing)=identifier:phone|Payment Method Title=property:payment_method|Cart Discount Amount=property:discount|Order Subtotal Amount=property:Order_Subtotal_Amount|Order Shipping Amount=property:shipping|Order Total Amount=property:revenue|SKU=product:sku|Item Name=product:name|Quantity=product:quantity|Item Cost=product:price|Coupon Code=property:coupon',
    rows: [
      '510|completed|2024-03-01 10:12:33||Eva|Moe|Berlin|eva0@example.org|+49 30 1234507|PayPal|0|20|4.9|24.9|S0|Cap|1|20|',
      '511|completed|2024-03-02 20:01:05||Eva|Moe|Berlin|eva1@example.org|+49 30 1234517|PayPal|0|20|4.9|24.9|S1|Cap|1|20|',
      '512|completed|2024-03-05 08:45:00||Eva|Moe|Berlin|eva2@example.org|+49 30 1234527|PayPal|0|20|4.9|24.9|S2|Cap|1|20|',
      '513|cancelled|2024-03-09 23:59:59||Eva|Moe|Berlin|eva3@example.org|+49 30 1234537|PayPal|0|20|4.9|24.9|S3|Cap|1|20|',
    ],
  },
  {
    system: 'Magento orders',
    kind: 'orders',
    columns:
      'ID=property:ID|Increment ID=order|Purchase Point=property:affiliation|Purchase Date=time|Bill-to Name=property:Bill-to_Name|Customer Email=identifier:email|Customer Group=property:memberLevel|Grand Total (Purchased)=property:revenue|Subtotal=property:subtotal|Shipping and Handling=property:shipping|Status=status|Payment Method=property:payment_method|Total Refunded=property:refund_amount',
    rows: [
      '1|000000100|Main Website|2024-03-01 10:12:33|Ida Berg|ida0@example.org|General|$1,204.90|$1,200.00|$4.90|pending|checkmo|$0.00',
      '2|000000101|Main Website|2024-03-02 20:01:05|Ida Berg|ida1@example.org|General|$1,204.90|$1,200.00|$4.90|complete|checkmo|$0.00',
      '3|000000102|Main Website|2024-03-05 08:45:00|Ida Berg|ida2@example.org|General|$1,204.90|$1,200.00|$4.90|complete|checkmo|$0.00',
      '4|000000103|Main Website|2024-03-09 23:59:59|Ida Berg|ida3@example.org|General|$1,204.90|$1,200.00|$4.90|complete|checkmo|$0.00',
    ],
  },
  {
    system: '金蝶/用友 POS 日结明细',
    kind: 'order_lines',
    above: ['门店销售日报', '日期:2024-03-01 至 2024-03-09'],
    columns:
      '单据编号=order|单据日期=time|门店编码=property:store_id|门店名称=property:affiliation|会员卡号=identifier:card_no|会员手机号=identifier:phone|存货编码=product:sku|存货名称=product:name|规格型号=product:variant|数量=product:quantity|含税单价=product:price|价税合计=property:revenue|收银员=property:staff|班次=property:班次',
    rows: [
      'XS000|2024-03-01|S01|一店|K000|13812345678|10100|酱油0|500ml|2|12.5|25|小刘|早',
      'XS000|2024-03-01|S01|一店|K000|13812345678|10101|酱油1|500ml|2|12.5|25|小刘|早',
      'XS001|2024-03-02|S01|一店|K001|15900001111|10102|酱油2|500ml|2|12.5|25|小刘|早',
      'XS002|2024-03-05|S01|一店|K002|138****1234|10103|酱油3|500ml|-1|12.5|-12.5|小刘|早',
    ],
  },
  {
    system: '企业微信 客户列表',
    kind: 'customers',
    columns:
      '客户名称=trait:name|备注名=trait:nickname|描述=trait:描述|备注手机号=identifier:phone|所在企业=trait:company.name|性别=trait:gender|添加人=trait:staff|添加时间=trait:createdAt|来源=trait:acquisitionSource|标签=trait:labels|external_userid=identifier:external_userid|unionid=identifier:unionid',
    rows: [
      '小陈|陈总||13812345678|某某公司|男|导购小李|2024-03-01 10:12:33|扫描二维码|高意向|wmAAA0|oUnion0',
      '小陈|陈总||15900001111|某某公司|男|导购小李|2024-03-02 20:01:05|扫描二维码|高意向|wmAAA1|oUnion1',
      '小陈|陈总||138****1234|某某公司|男|导购小李|2024-03-05 08:45:00|扫描二维码|高意向|wmAAA2|oUnion2',
      '小陈|陈总||18677778888|某某公司|男|导购小李|2024-03-09 23:59:59|扫描二维码|高意向|wmAAA3|oUnion3',
    ],
  },
  {
    system: '问卷星 答卷',
    kind: 'events',
    columns:
      '序号=property:序号|提交答卷时间=time|所用时间=property:所用时间|来源=property:channel|来自IP=property:来自IP|1、您的手机号=identifier:phone|2、您的性别=trait:gender|3、您对门店服务的满意度=property:3、您对门店服务的满意度|4、您会推荐我们吗?=property:4、您会推荐我们吗?',
    rows: [
      '1|2024-03-01 10:12:33|65秒|微信|1.2.3.4(浙江)|13812345678|女|非常满意|9',
      '2|2024-03-02 20:01:05|65秒|微信|1.2.3.4(浙江)|15900001111|女|非常满意|9',
      '3|2024-03-05 08:45:00|65秒|微信|1.2.3.4(浙江)|138****1234|女|非常满意|9',
      '4|2024-03-09 23:59:59|65秒|微信|1.2.3.4(浙江)|18677778888|女|非常满意|9',
    ],
  },
  {
    system: 'Salesforce contacts',
    kind: 'customers',
    columns:
      'Contact ID=identifier:customer_id|First Name=trait:firstName|Last Name=trait:lastName|Title=trait:title|Account Name=trait:company.name|Mailing Street=trait:address.street|Mailing City=trait:address.city|Mailing State/Province=trait:Mailing_State/Province|Mailing Zip/Postal Code=trait:address.postalCode|Phone=identifier:phone|Mobile=trait:Mobile|Email=identifier:email|Contact Owner=trait:staff|Lead Source=trait:acquisitionSource|Created Date=trait:createdAt',
    rows: [
      '00350000|Max|Kim|CTO|Acme|1 Road|Paris|IDF|75001|(415) 555-0100||max0@acme.example|Zoe|Web|2024-03-01',
      '00350001|Max|Kim|CTO|Acme|1 Road|Paris|IDF|75001|(415) 555-0101||max1@acme.example|Zoe|Web|2024-03-01',
      '00350002|Max|Kim|CTO|Acme|1 Road|Paris|IDF|75001|(415) 555-0102||max2@acme.example|Zoe|Web|2024-03-01',
      '00350003|Max|Kim|CTO|Acme|1 Road|Paris|IDF|75001|(415) 555-0103||max3@acme.example|Zoe|Web|2024-03-01',
    ],
  },
  {
    system: 'HubSpot contacts',
    kind: 'customers',
    columns:
      'Record ID=identifier:customer_id|First Name=trait:firstName|Last Name=trait:lastName|Email=identifier:email|Phone Number=identifier:phone|Contact owner=trait:staff|Primary Company=trait:Primary_Company|Lead Status=trait:Lead_Status|Job Title=trait:title|Lifecycle Stage=trait:Lifecycle_Stage|Create Date=trait:createdAt',
    rows: [
      '900|Max|Kim|max0@acme.example|+33 1 23 45 67 80|Zoe|Acme|Open|CTO|Lead|2024-03-01 10:00',
      '901|Max|Kim|max1@acme.example|+33 1 23 45 67 81|Zoe|Acme|Open|CTO|Lead|2024-03-01 10:00',
      '902|Max|Kim|max2@acme.example|+33 1 23 45 67 82|Zoe|Acme|Open|CTO|Lead|2024-03-01 10:00',
      '903|Max|Kim|max3@acme.example|+33 1 23 45 67 83|Zoe|Acme|Open|CTO|Lead|2024-03-01 10:00',
    ],
  },
  {
    system: 'Mailchimp audience',
    kind: 'customers',
    columns:
      'Email Address=identifier:email|First Name=trait:firstName|Last Name=trait:lastName|Address=trait:address.street|Phone Number=identifier:phone|Birthday=trait:birthday|MEMBER_RATING=trait:MEMBER_RATING|OPTIN_TIME=trait:createdAt|LAST_CHANGED=trait:LAST_CHANGED|LEID=trait:LEID|NOTES=trait:NOTES|TAGS=trait:labels',
    rows: [
      'm0@example.org|Ann|Lee|1 Main St|+1 617 555 0100||2|2024-03-01 10:00:00|2024-03-02 10:00:00|20||vip',
      'm1@example.org|Ann|Lee|1 Main St|+1 617 555 0101||2|2024-03-01 10:00:00|2024-03-02 10:00:00|21||vip',
      'm2@example.org|Ann|Lee|1 Main St|+1 617 555 0102||2|2024-03-01 10:00:00|2024-03-02 10:00:00|22||vip',
      'm3@example.org|Ann|Lee|1 Main St|+1 617 555 0103||2|2024-03-01 10:00:00|2024-03-02 10:00:00|23||vip',
    ],
  },
  {
    system: '积分流水',
    kind: 'points',
    columns:
      '流水号=order|会员号=identifier:customer_id|手机号\n（登录）=identifier:phone|积分变动=property:points|变动原因=property:reason|变动时间=time|门店=property:affiliation',
    rows: [
      'P0|M000|13812345678|50|消费|2024-03-01 10:12:33|一店',
      'P1|M001|15900001111|-100|消费|2024-03-02 20:01:05|一店',
      'P2|M002|138****1234|50|消费|2024-03-05 08:45:00|一店',
      'P3|M003|18677778888|50|消费|2024-03-09 23:59:59|一店',
    ],
  },
  {
    system: '优惠券核销',
    kind: 'coupons',
    columns: '券码=property:coupon|优惠券名称=property:coupon_name|会员手机号=identifier:phone|使用状态=status|核销时间=time|核销门店=property:核销门店',
    rows: [
      'CP0|满100减10|13900000000|已使用|2024-03-01 10:12:33|一店',
      'CP1|满100减10|13900000001|已使用|2024-03-02 20:01:05|一店',
      'CP2|满100减10|13900000002|已使用|2024-03-05 08:45:00|一店',
      'CP3|满100减10|13900000003|已使用|2024-03-09 23:59:59|一店',
    ],
  },
  {
    system: '商品资料',
    kind: 'products',
    columns:
      '商品编码=key|商品名称=attribute:name|分类=attribute:category|品牌=attribute:brand|零售价=attribute:price|进价=attribute:cost|库存=attribute:stock|季节=attribute:季节',
    rows: [
      'P1000|茶0|绿茶|丹青|99.00|40|120|春',
      'P1001|茶1|绿茶|丹青|99.00|40|120|春',
      'P1002|茶2|绿茶|丹青|99.00|40|120|春',
      'P1003|茶3|绿茶|丹青|99.00|40|120|春',
    ],
  },
  {
    system: 'event log',
    kind: 'events',
    columns: 'user_id=identifier:user_id|event_name=event|event_time=time|page=property:page',
    rows: [
      'u0|viewed|2024-03-01 10:12:33|/home',
      'u1|added to cart|2024-03-02 20:01:05|/home',
      'u2|viewed|2024-03-05 08:45:00|/home',
      'u3|added to cart|2024-03-09 23:59:59|/home',
    ],
  },
];
