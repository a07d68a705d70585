import type { CalendarPeriod, TimeUnit } from '@danqing/contracts';

type Words = Readonly<Record<string, string>>;

/** Names that people know by another word than the wire's; others are shown in quotes as they are. */
export const eventWords: Words = {
  'Order Completed': '下单成交',
  'Order Refunded': '退款',
  'Order Cancelled': '取消订单',
  'Product Viewed': '浏览商品',
  'Product List Viewed': '浏览商品列表',
  'Product Clicked': '点击商品',
  'Product Added': '加入购物车',
  'Product Removed': '移出购物车',
  'Products Searched': '搜索商品',
  'Cart Viewed': '查看购物车',
  'Checkout Started': '开始结算',
  'Page Viewed': '浏览页面',
  'Screen Viewed': '浏览屏幕',
  'Coupon Applied': '使用优惠券',
  'Product Reviewed': '评价商品',
};

export const traitWords: Words = {
  'address.city': '城市',
  'address.country': '国家',
  'address.state': '省份',
  age: '年龄',
  birthday: '生日',
  email: '邮箱',
  firstName: '名',
  gender: '性别',
  lastName: '姓',
  name: '姓名',
  phone: '手机号',
  title: '职位',
};

export const identifierWords: Words = {
  user_id: '用户 ID',
  customer_id: '客户编号',
  anonymous_id: '匿名 ID',
  email: '邮箱',
  phone: '手机号',
  device_id: '设备 ID',
  unionid: '微信 UnionID',
  openid: '微信 OpenID',
  card_no: '会员卡号',
};

export const propertyWords: Words = {
  revenue: '金额',
  quantity: '数量',
  price: '价格',
  category: '品类',
  brand: '品牌',
  currency: '币种',
  sku: 'SKU',
  name: '名称',
};

export const unitWords: Readonly<Record<TimeUnit, string>> = { minute: '分钟', hour: '小时', day: '天', week: '周', month: '个月' };

export const periodWords: Readonly<Record<CalendarPeriod, { readonly zh: string; readonly en: string }>> = {
  today: { zh: '今天', en: 'today' },
  yesterday: { zh: '昨天', en: 'yesterday' },
  this_week: { zh: '本周', en: 'this week' },
  last_week: { zh: '上周', en: 'last week' },
  this_month: { zh: '本月', en: 'this month' },
  last_month: { zh: '上月', en: 'last month' },
  this_quarter: { zh: '本季度', en: 'this quarter' },
  last_quarter: { zh: '上季度', en: 'last quarter' },
  this_year: { zh: '今年', en: 'this year' },
  last_year: { zh: '去年', en: 'last year' },
};
