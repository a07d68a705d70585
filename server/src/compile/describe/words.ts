import type { CalendarPeriod, TimeUnit } from '@danqing/contracts';
import { storedNames } from '../vendor-names.ts';

type Words = Readonly<Record<string, string>>;

/** What people call the events of the common vocabulary: a verb and what it is done to, because 过 stands between them. */
const eventWords: Readonly<Record<string, readonly [verb: string, rest: string]>> = {
  'Order Completed': ['完成', '订单'],
  'Order Refunded': ['退', '款'],
  'Order Cancelled': ['取消', '订单'],
  'Product Viewed': ['浏览', '商品'],
  'Product List Viewed': ['浏览', '商品列表'],
  'Product Clicked': ['点击', '商品'],
  'Product Added': ['加购', '商品'],
  'Product Removed': ['移除', '购物车商品'],
  'Product Added to Wishlist': ['收藏', '商品'],
  'Product Shared': ['分享', '商品'],
  'Product Reviewed': ['评价', '商品'],
  'Products Searched': ['搜索', '商品'],
  'Cart Viewed': ['查看', '购物车'],
  'Checkout Started': ['进入', '结算'],
  'Checkout Step Completed': ['完成', '结算步骤'],
  'Payment Info Entered': ['填写', '支付信息'],
  'Promotion Viewed': ['浏览', '推广'],
  'Promotion Clicked': ['点击', '推广'],
  'Coupon Applied': ['使用', '优惠券'],
  'Coupon Received': ['领取', '优惠券'],
  'Page Viewed': ['浏览', '页面'],
  'Screen Viewed': ['浏览', '应用界面'],
  'Page Left': ['离开', '页面'],
  'Element Clicked': ['点击', '按钮或链接'],
  'Form Submitted': ['提交', '表单'],
  'Link Shared': ['分享', '链接'],
  'Shared Link Opened': ['打开', '分享链接'],
  'Consent Updated': ['更改', '授权'],
  'Membership Level Changed': ['变更', '会员等级'],
  $identify: ['更新', '客户资料'],
  $group: ['关联', '企业客户'],
  'Signed Up': ['注册', ''],
  'Signed In': ['登录', ''],
  'Application Opened': ['打开', '应用'],
  'Application Installed': ['安装', '应用'],
  'SMS Delivered': ['收到', '短信'],
  'SMS Link Clicked': ['点击', '短信链接'],
  'Email Delivered': ['收到', '邮件'],
  'Email Opened': ['打开', '邮件'],
  'Email Link Clicked': ['点击', '邮件链接'],
  'WeCom Message Delivered': ['收到', '企微消息'],
  'WeCom Message Opened': ['打开', '企微消息'],
  'WeCom Link Clicked': ['点击', '企微链接'],
  'Survey Submitted': ['提交', '问卷'],
  'Complaint Filed': ['投诉', ''],
  'Support Contacted': ['联系', '客服'],
  'Ticket Created': ['提交', '工单'],
  'Ticket Resolved': ['收到', '工单处理结果'],
  'Content Downloaded': ['下载', '资料'],
  'Webinar Attended': ['参加', '直播'],
  'Demo Requested': ['申请', '演示'],
  'Demo Completed': ['看完', '演示'],
  'Trial Started': ['开通', '试用'],
  'Feature Used': ['使用', '功能'],
  'User Invited': ['邀请', '同事'],
  'Meeting Held': ['会面', ''],
  'Call Logged': ['通话', ''],
  'Opportunity Created': ['建立', '商机'],
  'Opportunity Stage Changed': ['推进', '商机'],
  'Opportunity Lost': ['丢', '单'],
  'Contract Signed': ['签约', ''],
  'Invoice Issued': ['开', '票'],
  'Invoice Paid': ['回', '款'],
  'Invoice Overdue': ['账单逾期', ''],
  'Itinerary Created': ['制定', '行程'],
  'Flight Searched': ['搜索', '航班'],
  'Flight Booked': ['订', '机票'],
  'Train Booked': ['订', '火车票'],
  'Hotel Booked': ['订', '酒店'],
  'Booking Cancelled': ['取消', '预订'],
};

/** Vendors' names for the same events, led back to those. */
const vendorEvents = new Map(
  Object.keys(eventWords).flatMap((name) =>
    storedNames(name)
      .slice(1)
      .map((stored) => [stored, name] as const),
  ),
);

export interface EventWords {
  /** did it, once or never: 完成过订单 */
  readonly past: string;
  /** the thing itself: 完成订单 */
  readonly plain: string;
}

/** An event in Chinese. A name that nobody here knows stands in quotes as it is; a vendor's also with what it means. */
export function eventIn(name: string): EventWords {
  if (name === '*') return { past: '有过任何行为', plain: '任何行为' };
  const known = Object.hasOwn(eventWords, name) ? eventWords[name] : undefined;
  if (known !== undefined) return { past: `${known[0]}过${known[1]}`, plain: known.join('') };
  const meant = vendorEvents.get(name);
  const shown = `“${name}”${meant === undefined ? '' : `（${eventIn(meant).plain}）`}`;
  return { past: `有过${shown}`, plain: shown };
}

const traitWords: Words = {
  address: '地址',
  'address.city': '城市',
  'address.country': '国家或地区',
  'address.province': '省份',
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
  industry: '行业',
  employees: '员工数',
  createdAt: '注册时间',
};

const identifierWords: Words = {
  user_id: '登录账号',
  customer_id: '客户号',
  anonymous_id: '匿名 ID',
  email: '邮箱',
  phone: '手机号',
  device_id: '设备 ID',
  unionid: '微信 UnionID',
  openid: '微信 OpenID',
  card_no: '会员卡号',
};

const propertyWords: Words = {
  revenue: '金额',
  total: '总金额',
  amount: '金额',
  quantity: '数量',
  price: '价格',
  category: '品类',
  brand: '品牌',
  currency: '币种',
  coupon: '优惠券',
  name: '名称',
  query: '搜索词',
  order_id: '订单号',
  affiliation: '销售渠道',
  discount: '优惠金额',
  rating: '评分',
  score: '得分',
  satisfaction: '满意度',
  season: '季节',
  store_id: '门店',
  purpose: '出行目的',
  product_id: '商品编号',
  products: '商品',
  ticket_id: '工单号',
  kind: '类型',
  topic: '主题',
  payment_method: '支付方式',
  staff_id: '导购',
  campaign_id: '营销计划编号',
  campaign_name: '营销计划',
  sku: 'SKU',
};

const purposeWords: Words = { marketing: '营销', analytics: '分析', personalization: '个性化', service: '服务通知' };
const channelWords: Words = { email: '邮件', sms: '短信', phone: '电话', wechat: '微信', push: '推送', app: '应用内', mail: '信件' };

const wordIn = (words: Words, name: string): string => (Object.hasOwn(words, name) ? (words[name] ?? name) : `“${name}”`);

export const traitIn = (path: string): string => (Object.hasOwn(traitWords, path) ? (traitWords[path] ?? path) : `客户属性“${path}”`);
export const identifierIn = (kind: string): string => wordIn(identifierWords, kind);
export const purposeIn = (purpose: string): string => wordIn(purposeWords, purpose);
export const channelIn = (channel: string): string => wordIn(channelWords, channel);

/** products[].category → 商品的品类 */
export function propertyIn(path: string): string {
  const ofProduct = path.startsWith('products[].') ? path.slice('products[].'.length) : undefined;
  return ofProduct === undefined ? wordIn(propertyWords, path) : `商品的${wordIn(propertyWords, ofProduct)}`;
}

/** Everything of the common vocabulary that has words here, whether or not anybody has sent it. */
export const usualNames = {
  event: Object.keys(eventWords),
  property: Object.keys(propertyWords).flatMap((name) => [name, `products[].${name}`]),
  trait: Object.keys(traitWords),
  identifier: Object.keys(identifierWords),
} as const;

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
