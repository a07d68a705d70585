import type { ExportSystem } from './export-system.ts';

const oneOrder = {
  zh: '一行一个订单；已退款的订单同时记一笔成交和一笔退款，净额与店铺后台一致',
  en: 'one row an order; an order that was given back is a sale and its refund, so that the net is the shop’s',
};
const lines = {
  zh: '一行一件商品，订单号相同的行合成一个订单；退款的商品单独记一笔退款',
  en: 'one row an item; rows of one order number become one order, and what was given back a refund',
};
const till = {
  zh: '一行一笔或一行一件；负数和退货单记为退款，合计与收银机日结一致。没有会员的小票认不出是谁，会略过',
  en: 'sales and returns as the till closed the day; negative rows and returns are refunds. Receipts without a member tell nobody and are left out',
};
const people = { zh: '一行一位客户，更新客户资料', en: 'one row a customer: what is known of them is updated' };
const survey = { zh: '一行一份答卷；每道题保留为一个属性', en: 'one row an answer sheet; each question is kept as a property' };

/** The exports that people bring, by the headings that these systems give them. The first words of a hint say what a row is. */
export const exportSystems: readonly ExportSystem[] = [
  {
    id: 'shopify_orders',
    name: { zh: 'Shopify 订单', en: 'Shopify orders' },
    hint: lines,
    has: 'Name|Financial Status|Lineitem name|Lineitem quantity',
    kind: 'order_lines',
  },
  {
    id: 'shopify_customers',
    name: { zh: 'Shopify 客户', en: 'Shopify customers' },
    hint: people,
    has: 'First Name|Last Name|Email|(Total Spent)|(Total Orders|Orders Count)|(Accepts Email Marketing|Accepts Marketing)',
    kind: 'customers',
  },
  {
    id: 'shopify_products',
    name: { zh: 'Shopify 商品', en: 'Shopify products' },
    hint: { zh: '一行一个商品规格', en: 'one row a variant' },
    has: 'Handle|Title|Variant SKU|Variant Price',
    means: 'Handle=attribute:handle|Variant SKU=key|Variant Price=attribute:price|Type=attribute:category|Vendor=attribute:brand|Title=attribute:name',
    kind: 'products',
  },
  {
    id: 'woocommerce_orders',
    name: { zh: 'WooCommerce 订单', en: 'WooCommerce orders' },
    hint: oneOrder,
    has: 'Order Number|Order Status|(Order Total Amount|Order Total)|(Email|Billing Email Address)',
  },
  {
    id: 'magento_orders',
    name: { zh: 'Magento 订单', en: 'Magento orders' },
    hint: oneOrder,
    has: '(Increment ID|ID)|Purchase Date|Bill-to Name|Grand Total',
  },
  {
    id: 'taobao_orders',
    name: { zh: '淘宝/天猫 订单报表', en: 'Taobao / Tmall orders' },
    hint: oneOrder,
    has: '订单编号|(买家会员名|买家昵称)|买家实际支付金额|订单状态|宝贝标题',
  },
  {
    id: 'taobao_items',
    name: { zh: '淘宝/天猫 宝贝报表', en: 'Taobao / Tmall items' },
    hint: lines,
    has: '(子订单编号|订单编号)|(主订单编号|订单编号)|(标题|商品标题|宝贝标题)|(外部系统编号|商家编码)|购买数量',
    means: '主订单编号=order|子订单编号=product:line_id|外部系统编号=product:sku|买家实际支付金额=product:amount',
    kind: 'order_lines',
  },
  {
    id: 'jd_orders',
    name: { zh: '京东 订单', en: 'JD orders' },
    hint: lines,
    has: '订单号|商品ID|(订购数量|商品数量)|(京东价|结算金额)|(下单帐号|下单账号|用户PIN)',
  },
  {
    id: 'pinduoduo_orders',
    name: { zh: '拼多多 订单', en: 'Pinduoduo orders' },
    hint: oneOrder,
    has: '订单号|商品|商家实收金额|用户实付金额|售后状态',
  },
  {
    id: 'douyin_orders',
    name: { zh: '抖店 订单', en: 'Douyin shop orders' },
    hint: lines,
    has: '主订单编号|子订单编号|(选购商品|商品名称)|(订单应付金额|商品金额)|(达人昵称|流量来源|流量类型)',
  },
  {
    id: 'youzan_orders',
    name: { zh: '有赞 订单', en: 'Youzan orders' },
    hint: lines,
    has: '订单号|(商品实际成交金额|订单实付金额|实付金额)|(买家手机号|收货人手机号/提货人手机号)|(归属店铺|全部商品名称|商品名称)|(订单创建时间)',
  },
  {
    id: 'weidian_orders',
    name: { zh: '微店 订单', en: 'Weidian orders' },
    hint: lines,
    has: '订单编号|(商品型号|型号)|(商品总价|商品合计|订单金额)|(收件人手机|收货人手机号|收件人电话)|(微店名称|分销商店铺名称|分销商|推广费)',
    means: '商品型号=product:variant|型号=product:variant|商品总价=product:amount|商品合计=product:amount',
  },
  {
    id: 'weimob_members',
    name: { zh: '微盟 会员', en: 'Weimob members' },
    hint: people,
    has: '会员卡号|手机号码|成为会员时间|(余额（元）|可用积分)',
    kind: 'customers',
  },
  {
    id: 'meituan_bills',
    name: { zh: '美团收银 账单', en: 'Meituan till, bills' },
    hint: till,
    has: '(账单号|订单号|流水号)|(结账时间|下单时间)|(实收金额|实收|顾客实付)|(桌台|桌台号|就餐人数|用餐人数|取餐号)',
    means: '营业额=property:subtotal|顾客实付=property:revenue|账单状态=status|营业日期=property:business_date',
  },
  {
    id: 'meituan_waimai',
    name: { zh: '美团外卖 订单', en: 'Meituan takeaway orders' },
    hint: oneOrder,
    has: '(订单编号|订单号)|(商家应收款|商家实收|结算金额)|(配送费|用户配送费)|(平台服务费|佣金)',
  },
  {
    id: 'pos_lines',
    name: { zh: 'POS 日结明细', en: 'POS day close, by line' },
    hint: till,
    has: '(单据编号|单据号|小票号|小票编号|流水号|销售单号)|(收银员|营业员|款台|收银台|收款台|POS机号|机号|班次)|(存货编码|商品编码|货号|条码|商品条码|品名|商品名称)|(价税合计|实收金额|金额|销售金额|实收)',
  },
  {
    id: 'pos_bills',
    name: { zh: 'POS 日结流水', en: 'POS day close, by receipt' },
    hint: till,
    has: '(单据编号|单据号|小票号|小票编号|流水号|销售单号)|(收银员|营业员|款台|收银台|收款台|POS机号|机号|班次)|(实收金额|实收|金额|销售金额|应收金额)',
  },
  {
    id: 'wecom_customers',
    name: { zh: '企业微信 客户', en: 'WeCom customers' },
    hint: people,
    has: '(客户名称|备注名)|(添加人|添加成员)|(external_userid|添加时间|描述)',
    kind: 'customers',
  },
  {
    id: 'fxiaoke_customers',
    name: { zh: '纷享销客 客户', en: 'Fxiaoke customers' },
    hint: people,
    has: '客户名称|(负责人|负责人（必填）)|(客户级别|成交状态|客户状态)|(最后跟进时间|归属部门|公海|所属公海)',
    kind: 'customers',
    means: '客户编号=identifier:customer_id|电话=identifier:phone|负责人=trait:staff|客户级别=trait:memberLevel',
  },
  {
    id: 'salesforce_contacts',
    name: { zh: 'Salesforce 联系人', en: 'Salesforce contacts' },
    hint: people,
    has: '(Contact ID|Lead ID|Account ID)|(Account Name|Company)|(Mailing City|Mailing Street|Lead Source)|Email',
    kind: 'customers',
  },
  {
    id: 'hubspot_contacts',
    name: { zh: 'HubSpot 联系人', en: 'HubSpot contacts' },
    hint: people,
    has: 'Record ID|Email|(Contact owner|Lifecycle Stage|Lead Status)',
    kind: 'customers',
  },
  {
    id: 'mailchimp_audience',
    name: { zh: 'Mailchimp 受众', en: 'a Mailchimp audience' },
    hint: people,
    has: 'Email Address|(MEMBER_RATING|OPTIN_TIME|LEID)',
    kind: 'customers',
  },
  {
    id: 'wjx_answers',
    name: { zh: '问卷星 答卷', en: 'Wenjuanxing answers' },
    hint: survey,
    has: '序号|提交答卷时间|(所用时间|来源详情|来自IP)',
    kind: 'events',
    means: '提交答卷时间=time|来自IP=property:来自IP',
  },
  {
    id: 'surveymonkey_answers',
    name: { zh: 'SurveyMonkey 答卷', en: 'SurveyMonkey answers' },
    hint: survey,
    has: 'Respondent ID|Collector ID|(End Date|Date Modified)',
    kind: 'events',
    means: 'End Date=time|Start Date=property:started_at|Respondent ID=property:response_id|Collector ID=property:collector_id|IP Address=property:ip',
  },
  {
    id: 'qualtrics_answers',
    name: { zh: 'Qualtrics 答卷', en: 'Qualtrics answers' },
    hint: survey,
    has: '(ResponseId|Response ID)|(RecordedDate|Recorded Date)|(Finished|Progress)',
    kind: 'events',
    means:
      'RecordedDate=time|Recorded Date=time|StartDate=property:started_at|EndDate=property:ended_at|ResponseId=property:response_id|Response ID=property:response_id|RecipientEmail=identifier:email|Recipient Email=identifier:email|RecipientFirstName=trait:firstName|RecipientLastName=trait:lastName|ExternalReference=identifier:customer_id|Status=property:status|IPAddress=property:ip|Duration (in seconds)=property:duration_seconds',
  },
];
