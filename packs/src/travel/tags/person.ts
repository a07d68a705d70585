import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { days } from '../../shapes.ts';
import { flight, hotel, searched } from '../events.ts';

const youngerThan = (years: number) => ({ trait: 'birthday', op: 'withinLast', value: { n: years * 12, unit: 'month' } }) as const;
const averageStar = { did: hotel, avg: 'star', window: days(730) } as const;

export const personTags: PackTag[] = [
  {
    key: 'hometown',
    name: { zh: '家乡', en: 'Home town' },
    category: category.region,
    description: { zh: '档案里的家乡城市，返乡的目的地。', en: 'The town somebody comes from.' },
    definition: { trait: 'hometown' },
  },
  {
    key: 'resident_city',
    name: { zh: '常住城市', en: 'City of residence' },
    category: category.region,
    description: { zh: '档案里现在住的城市。', en: 'The city somebody lives in.' },
    definition: { trait: 'address.city' },
  },
  {
    key: 'age_band',
    name: { zh: '年龄段', en: 'Age band' },
    category: category.demography,
    description: { zh: '按生日算到今天：未成年、18–34 岁、35–59 岁、60 岁及以上。', en: 'By the birthday, as of today.' },
    definition: {
      cases: [
        { rule: youngerThan(18), value: '未成年' },
        { rule: youngerThan(35), value: '18–34 岁' },
        { rule: youngerThan(60), value: '35–59 岁' },
        { rule: { trait: 'birthday', op: 'exists' }, value: '60 岁及以上' },
      ],
    },
    refresh: 'daily',
  },
  {
    key: 'favourite_destinations',
    name: { zh: '常去目的地', en: 'Favourite destinations' },
    category: category.destinations,
    description: { zh: '机票目的地前三，越近权重越高（半衰期 180 天）。', en: 'The three destinations flown to most, recent ones counting more.' },
    definition: { top: { of: flight, prop: 'to', k: 3, halfLife: { n: 180, unit: 'day' } } },
  },
  {
    key: 'searched_destinations',
    name: { zh: '近期心动目的地', en: 'Destinations searched' },
    category: category.destinations,
    description: { zh: '近 30 天搜索最多的三个目的地。', en: 'The three destinations searched most in 30 days.' },
    definition: { top: { of: searched, prop: 'to', k: 3, window: days(30) } },
  },
  {
    key: 'cabin_preference',
    name: { zh: '舱位偏好', en: 'Cabin preference' },
    category: category.comfort,
    description: { zh: '近两年订得最多的舱位。', en: 'The cabin booked most in two years.' },
    type: 'text',
    definition: { top: { of: flight, prop: 'cabin', k: 1, window: days(730) } },
  },
  {
    key: 'hotel_grade',
    name: { zh: '酒店档次', en: 'Hotel grade' },
    category: category.comfort,
    description: {
      zh: '近两年所订酒店的平均星级：4.5 起豪华，3.5 起高档，其余经济。',
      en: 'By the mean stars in two years: luxury from 4.5, upscale from 3.5, budget.',
    },
    definition: {
      cases: [
        { rule: { ...averageStar, op: 'gte', value: 4.5 }, value: '豪华' },
        { rule: { ...averageStar, op: 'gte', value: 3.5 }, value: '高档' },
        { rule: { ...averageStar, op: 'lt', value: 3.5 }, value: '经济' },
      ],
    },
  },
  {
    key: 'booking_lead_days',
    name: { zh: '平均提前预订天数', en: 'Days booked ahead' },
    category: category.trips,
    description: { zh: '近两年机票平均提前多少天预订。', en: 'How many days ahead flights were booked on average.' },
    definition: { measure: { did: flight, avg: 'days_ahead', window: days(730) } },
  },
  {
    key: 'travel_value',
    name: { zh: '旅客价值分层（RFM）', en: 'Traveller value (RFM)' },
    category: category.tiers,
    description: {
      zh: '近两年机票的最近一次、次数、金额各分五档，合成八类旅客。',
      en: 'Recency, frequency and amount of flights in two years, read as eight tiers.',
    },
    definition: { rfm: { of: flight, value: 'amount', window: days(730), bins: 5, method: 'quantile', high: 'average', names: 'zh' } },
  },
  {
    key: 'travel_stage',
    name: { zh: '旅客阶段', en: 'Traveller stage' },
    category: category.stage,
    description: { zh: '潜客、新客、活跃、沉睡、流失，按允许的路径流转。', en: 'Prospect, new, active, asleep and lost, along allowed moves.' },
    definition: {
      lifecycle: [
        {
          stage: '活跃',
          rule: {
            all: [
              { did: flight, window: days(365) },
              { did: flight, count: { op: 'gte', value: 2 }, window: days(730) },
            ],
          },
          to: ['沉睡'],
        },
        { stage: '新客', rule: { first: flight, window: days(365) }, to: ['活跃', '沉睡'] },
        { stage: '流失', rule: { all: [{ did: flight }, { not: { did: flight, window: days(730) } }] }, to: ['活跃', '新客'] },
        { stage: '沉睡', rule: { did: flight }, to: ['活跃', '流失'] },
        { stage: '潜客', rule: { any: [{ did: searched }, { did: hotel }] } },
      ],
    },
    needs: { events: [flight] },
  },
];
