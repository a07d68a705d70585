import type { Concept } from './concept.ts';

const ofOrder = (id: string, name: string, headings: string, part?: RegExp): Concept => ({
  id,
  headings,
  event: `property:${name}`,
  ...(part === undefined ? {} : { part }),
});
const ofLine = (id: string, field: string, headings: string): Concept => ({ id, headings, event: `product:${field}`, thing: `attribute:${field}` });

export const orderConcepts: readonly Concept[] = [
  {
    id: 'order_id',
    event: 'order',
    headings:
      '订单号|订单编号|主订单编号|主订单号|订单id|父订单号|单号|单据号|单据编号|单据编码|销售单号|小票号|小票编号|小票单号|流水号|交易号|交易编号|交易单号|账单号|零售单号|收银单号|外部订单号|orderid|orderno|ordernumber|order|ordername|invoice|invoiceno|invoiceid|invoicenumber|transactionid|transactionno|transactionnumber|receiptno|receiptnumber|receiptid|basketid|billno|salesorder|saleid|ticketno|incrementid|purchaseno',
  },
  { id: 'line_id', event: 'product:line_id', headings: '子订单号|子订单编号|子订单id|商品单号|明细编号|行号|明细id|lineid|lineitemid|suborderid|orderitemid' },
  {
    id: 'order_time',
    event: 'time',
    headings:
      '下单时间|下单日期|订单创建时间|订单提交时间|订单时间|订单日期|订单生成时间|订单成交时间|成交时间|交易时间|交易日期|销售时间|销售日期|消费时间|消费日期|单据日期|单据时间|开单时间|开单日期|收银时间|结账时间|营业日期|购买时间|购买日期|拍下时间|发生时间|发生日期|制单日期|业务日期|orderdate|orderedat|ordertime|orderplaced|orderplacedat|purchasedate|purchasedat|purchasetime|invoicedate|transactiondate|transactiontime|transactiontimestamp|saledate|saletime|salesdate|datecreated|createdat|createdtime|created|创建时间|创建日期|date|datetime|time|timestamp|日期|时间|day',
  },
  {
    id: 'pay_time',
    event: 'property:paid_at',
    headings:
      '付款时间|支付时间|订单付款时间|订单支付时间|付款日期|支付日期|支付完成时间|买家付款时间|付款确认时间|paidat|paydate|paymentdate|paidtime|datepaid|支付成功时间',
  },
  ofOrder('shipped_at', 'shipped_at', '发货时间|订单发货时间|发货日期|shippedat|shipdate|fulfilledat|承诺发货时间'),
  ofOrder('completed_at', 'completed_at', '交易成功时间|订单完成时间|完成时间|确认收货时间|收货时间|订单完结时间|completedat|datecompleted|结束时间'),
  ofOrder('cancelled_at', 'cancelled_at', '取消时间|关闭时间|订单关闭时间|cancelledat|canceledat|订单取消时间'),
  { id: 'order_status', event: 'status', headings: '订单状态|交易状态|状态|单据状态|订单状态名称|orderstatus|status|financialstatus|state|paymentstatus' },
  { id: 'refund_status', event: 'status', headings: '退款状态|售后状态|退款退货状态|退货状态|售后退款状态|refundstatus|aftersalestatus|returnstatus' },
  { id: 'sale_type', event: 'status', headings: '单据类型|销售类型|交易类型|业务类型|类型|销售退货|transactiontype|saletype|type|documenttype' },
  ofOrder('fulfilment', 'fulfillment_status', '发货状态|物流状态|配送状态|fulfillmentstatus|shippingstatus|lineitemfulfillmentstatus'),
  ofOrder('refund_amount', 'refund_amount', '退款金额|已退款金额|退款总额|退货金额|refundedamount|refundamount|refunded|amountrefunded|totalrefunded'),
  {
    id: 'amount',
    event: 'property:revenue',
    headings:
      '实付金额|实付|实付款|实际支付金额|买家实际支付金额|买家实付金额|买家实付|实收|实收金额|实收款|订单金额|订单实付金额|订单实收金额|支付金额|订单支付金额|付款金额|成交金额|订单成交金额|应付金额|用户应付金额|用户实付金额|商家实收金额|订单应付金额|结算金额|消费金额|交易金额|合计金额|合计|销售额|净额|价税合计|销售金额|总金额|订单总金额|总价|totalamount|total|grandtotal|ordertotal|ordertotalamount|amountpaid|paidamount|amount|revenue|sales|netsales|dollarvalue|grandtotalpurchased|totalpaid|value|spend|price total|金额',
    part: /实付|实收/,
  },
  ofOrder(
    'subtotal',
    'subtotal',
    '商品总额|商品总金额|商品总价|买家应付货款|货款金额|商品金额|小计|subtotal|itemstotal|ordersubtotal|原价合计|应收金额|应收|原价|商品合计',
  ),
  ofOrder(
    'shipping',
    'shipping',
    '运费|邮费|快递费|买家应付邮费|配送费|运费金额|shipping|shippingamount|shippingtotal|shippingcost|freight|shippingandhandling|ordershipping|ordershippingamount',
  ),
  ofOrder('tax', 'tax', '税|税额|税费|税金|tax|taxes|taxamount|taxtotal|ordertotaltax|ordertax'),
  ofOrder(
    'discount',
    'discount',
    '优惠|优惠金额|折扣|折扣金额|优惠总额|店铺优惠金额|商家优惠|商家优惠金额|店铺优惠|订单优惠|优惠合计|discount|discountamount|totaldiscount|cartdiscount|cartdiscountamount|整单折扣|让利',
  ),
  ofOrder('platform_discount', 'platform_discount', '平台优惠|平台优惠金额|平台优惠折扣|平台补贴'),
  ofOrder(
    'coupon',
    'coupon',
    '优惠码|优惠券码|优惠券|优惠券号|券码|券号|折扣码|discountcode|coupon|couponcode|couponid|vouchercode|promocode|couponupc|coupons',
  ),
  ofOrder('currency', 'currency', '币种|货币|币别|currency|currencycode|ordercurrency'),
  ofOrder('payment_method', 'payment_method', '支付方式|付款方式|收款方式|结算方式|支付渠道|支付类型|paymentmethod|paymenttype|paymentmethodtitle|payment'),
  ofOrder(
    'affiliation',
    'affiliation',
    '店铺|店铺名称|门店|门店名称|下单店铺|网店名称|销售门店|所属门店|交易门店|店名|store|storename|shop|shopname|branch|outlet|purchasepoint',
  ),
  ofOrder('store_id', 'store_id', '店铺id|店铺编号|门店编号|门店编码|门店代码|门店号|店号|storeid|shopid|storecode|branchid'),
  ofOrder(
    'channel',
    'channel',
    '渠道|来源|销售渠道|订单来源|下单渠道|订单渠道|流量渠道|下单平台|平台|订单类型|业务渠道|channel|saleschannel|source|sourcename|ordersource|流量来源|app渠道',
  ),
  ofOrder('remark', 'remark', '备注|买家留言|买家备注|客户备注|订单备注|卖家备注|商家备注|留言|notes|note|remark|comment|comments|customernote'),
  ofOrder('tracking_no', 'tracking_no', '快递单号|物流单号|运单号|trackingnumber|trackingno'),
  ofOrder('carrier', 'carrier', '快递公司|物流公司|carrier|shippingmethod|快递'),
  ofOrder('cashier', 'staff', '收银员|营业员|业务员|销售员|导购|导购员|操作员|cashier|salesperson|seller|employee'),
  ofLine(
    'sku',
    'sku',
    'sku|sku编码|skuid|商品sku|货号|商品货号|商家编码|商品编码|商品代码|商品编号|商家sku编码|外部编码|商品外部编码|规格编码|商品规格编码|货品编码|货品编号|存货编码|物料编码|款号|条码|商品条码|条形码|stockcode|itemsku|lineitemsku|productsku|skucode|itemcode|productcode|itemno|barcode|ean|upc|商品sku编码|样式id|plu',
  ),
  ofLine('product_id', 'product_id', '商品id|宝贝id|产品id|商品数字id|货品id|productid|itemid|goodsid|商品spuid|spuid|asin'),
  ofLine(
    'product_name',
    'name',
    '商品名称|商品|商品标题|宝贝标题|标题|宝贝名称|产品名称|货品名称|商品名|品名|名称|选购商品|物料名称|存货名称|商品全称|title|productname|product|item|itemname|lineitemname|producttitle|description|itemdescription|articlename',
  ),
  ofLine('category', 'category', '类目|商品类目|分类|商品分类|品类|商品类别|类别|所属类目|category|productcategory|producttype|categories|categoryname'),
  ofLine('brand', 'brand', '品牌|商品品牌|brand|vendor|lineitemvendor|manufacturer|brandname'),
  ofLine(
    'variant',
    'variant',
    '规格|商品规格|规格型号|型号|颜色尺码|商品属性|销售属性|颜色分类|款式|variant|varianttitle|option|size|packagesize|sku规格|商品规格名称',
  ),
  ofLine(
    'quantity',
    'quantity',
    '数量|购买数量|商品数量|件数|商品件数|销售数量|成交数量|宝贝总数量|宝贝数量|订购数量|商品购买数量|quantity|qty|lineitemquantity|units|unitssold|itemquantity|orderquantity|qtyordered|numberofcds',
  ),
  ofLine(
    'price',
    'price',
    '单价|售价|销售单价|商品单价|商品价格|价格|成交单价|实际单价|优惠后单价|零售价|含税单价|宝贝单价|price|unitprice|lineitemprice|itemprice|sellingprice|itemcost',
  ),
  {
    id: 'line_amount',
    event: 'product:amount',
    headings:
      '商品实付金额|商品小计|商品金额小计|子订单实付金额|行金额|明细金额|商品实际成交金额|商品应付总额|商品总价|分摊金额|分摊后金额|lineamount|linetotal|rowtotal|lineitemtotal|salesvalue|itemtotal|extendedprice|linerevenue|实际成交金额',
  },
  ofLine('cost', 'cost', '成本|成本价|进价|采购价|cost|costprice|costperitem'),
  ofLine('stock', 'stock', '库存|库存数量|可售库存|stock|inventory|inventoryquantity|qtyonhand|variantinventoryqty'),
];
