/** What people say to the service desk and in surveys; [topic, text]. */
export const complaints: readonly (readonly [topic: string, text: string])[] = [
  ['物流', '快递等了一个星期还没到，客服也联系不上'],
  ['质量', '衣服洗了一次就起球，质量太差了'],
  ['尺码', '尺码偏小很多，和详情页写的不一样'],
  ['退款', '退货已经签收五天了，退款还没有到账'],
  ['色差', '实物颜色和图片差别很大，很失望'],
  ['优惠', '优惠券结算的时候不能用，感觉被骗了'],
];

export const questions: readonly (readonly [topic: string, text: string])[] = [
  ['物流', '请问我的订单什么时候发货？'],
  ['尺码', '身高一米六五体重五十五公斤穿什么码？'],
  ['会员', '积分怎么兑换礼品？'],
  ['发票', '请帮我开一张电子发票'],
  ['退换', '想换一个颜色，怎么操作？'],
];

export const praise: readonly string[] = [
  '质量很好，下次还会来',
  '面料舒服，版型也好看',
  '物流很快，包装用心',
  '客服态度很好，推荐购买',
  '孩子很喜欢，已经回购三次了',
  '性价比高，比专柜划算',
];
export const indifferent: readonly string[] = ['还可以，没有特别惊喜', '一般般，价格合适就买了', '东西还行，物流有点慢', '颜色和图片有一点差别'];
export const blame: readonly string[] = ['太失望了，质量配不上价格', '发错货还要自己出运费', '穿了一次就开线', '客服推来推去，不会再买了'];

export const searches: readonly string[] = ['连衣裙', '羽绒服', '小白鞋', '通勤包', '防晒', '儿童外套', '衬衫', '四件套', '围巾', '口红', '牛仔裤', '毛衣'];
