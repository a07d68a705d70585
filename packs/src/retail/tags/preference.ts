import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { days } from '../../shapes.ts';
import { lines, ordered } from '../events.ts';

const year = days(365);
const averagePrice = { did: ordered, each: lines, avg: 'price', window: days(730) } as const;

export const preferenceTags: PackTag[] = [
  {
    key: 'favourite_categories',
    name: { zh: '偏好品类', en: 'Favourite categories' },
    category: category.goods,
    description: {
      zh: '近一年按件数、近期优先的前三个品类（半衰期 90 天）。',
      en: 'The three categories bought most in a year, recent purchases counting more.',
    },
    definition: { top: { of: ordered, each: lines, prop: 'category', weight: 'quantity', k: 3, halfLife: { n: 90, unit: 'day' }, window: year } },
  },
  {
    key: 'favourite_brands',
    name: { zh: '偏好品牌', en: 'Favourite brands' },
    category: category.goods,
    description: { zh: '近两年消费金额最高的三个品牌，品牌取自商品目录。', en: 'The three brands with the highest spend in two years, by the catalogue.' },
    definition: { top: { of: ordered, each: lines, prop: 'product.brand', weight: 'amount', k: 3, window: days(730) } },
  },
  {
    key: 'favourite_season',
    name: { zh: '偏好季节款', en: 'Favourite season' },
    category: category.goods,
    description: {
      zh: '买得最多的季节款，季节取自商品目录，四季款不算。',
      en: 'The season whose goods are bought most, by the catalogue; all-year goods do not count.',
    },
    type: 'text',
    definition: {
      top: { of: ordered, each: lines, prop: 'product.season', where: { prop: 'product.season', op: 'ne', value: 'all' }, weight: 'quantity', k: 1 },
    },
  },
  {
    key: 'price_band',
    name: { zh: '价格带', en: 'Price band' },
    category: category.price,
    description: {
      zh: '近两年所购商品的平均单价：150 元以下平价，400 元以下中端，其余高端。',
      en: 'Average unit price in two years: budget under 150, middle under 400, premium.',
    },
    definition: {
      cases: [
        { rule: { ...averagePrice, op: 'lt', value: 150 }, value: '平价' },
        { rule: { ...averagePrice, op: 'lt', value: 400 }, value: '中端' },
        { rule: { ...averagePrice, op: 'gte', value: 400 }, value: '高端' },
      ],
    },
  },
  {
    key: 'preferred_channel',
    name: { zh: '常购销售渠道', en: 'Preferred channel' },
    category: category.channels,
    description: { zh: '近一年下单最多的销售渠道：官网、App、小程序或门店。', en: 'Where most orders of a year were made.' },
    type: 'text',
    definition: { top: { of: ordered, prop: 'affiliation', k: 1, window: year } },
  },
  {
    key: 'home_shop',
    name: { zh: '常去门店', en: 'Home shop' },
    category: category.channels,
    description: { zh: '近两年到店购买最多的门店。', en: 'The shop with most orders in two years.' },
    type: 'text',
    definition: { top: { of: ordered, prop: 'store_id', k: 1, window: days(730) } },
  },
  {
    key: 'omni_channel',
    name: { zh: '全渠道客户', en: 'Omni-channel customer' },
    category: category.channels,
    description: { zh: '近一年在两个及以上销售渠道下过单。', en: 'Ordered in two channels or more within a year.' },
    definition: { rule: { did: ordered, unique: 'affiliation', window: year, op: 'gte', value: 2 } },
  },
];
