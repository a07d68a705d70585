import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { around, count, days, daysSince, is, isOneOf, sum, total } from '../../shapes.ts';
import { flight, hotel, planned, train } from '../events.ts';

const year = days(365);
const forWork = is('purpose', '差旅');
const withChildren = { prop: 'children', op: 'gte', value: 1 } as const;
const youngerThan = (years: number) => ({ trait: 'birthday', op: 'withinLast', value: { n: years * 12, unit: 'month' } }) as const;
/** Where old people from the north spend the winter. */
const winterCities = ['三亚', '海口', '万宁', '北海', '昆明', '西双版纳', '攀枝花', '珠海'];

export const tripTags: PackTag[] = [
  {
    key: 'bookings_365d',
    name: { zh: '近一年预订次数', en: 'Bookings in a year' },
    category: category.frequency,
    description: { zh: '近 365 天机票、火车票、酒店的预订次数。', en: 'Flights, trains and hotels booked in 365 days.' },
    definition: { measure: total(count(flight, { window: year }), count(train, { window: year }), count(hotel, { window: year })) },
    needs: { events: [flight] },
  },
  {
    key: 'flight_spend_365d',
    name: { zh: '近一年机票消费', en: 'Spending on flights in a year' },
    category: category.amount,
    description: { zh: '近 365 天机票金额合计。', en: 'The amount of flights booked in 365 days.' },
    definition: { measure: sum(flight, 'amount', { window: year }) },
  },
  {
    key: 'hotel_nights_365d',
    name: { zh: '近一年入住间夜', en: 'Hotel nights in a year' },
    category: category.frequency,
    description: { zh: '近 365 天预订的酒店间夜数。', en: 'Nights booked in hotels in 365 days.' },
    definition: { measure: sum(hotel, 'nights', { window: year }) },
  },
  {
    key: 'days_since_last_flight',
    name: { zh: '距上次订票天数', en: 'Days since the last flight booking' },
    category: category.frequency,
    description: { zh: '最近一次订机票到现在有多少天。', en: 'Days since a flight was booked last.' },
    definition: { measure: daysSince(flight) },
    refresh: 'daily',
  },
  {
    key: 'upcoming_trip',
    name: { zh: '14 天内出行', en: 'Departing within 14 days' },
    category: category.timing,
    description: { zh: '已订的航班在未来 14 天内起飞。', en: 'A booked flight departs within 14 days.' },
    definition: { rule: { did: flight, where: { prop: 'depart_at', op: 'withinNext', value: { n: 14, unit: 'day' } } } },
  },
  {
    key: 'business_traveller',
    name: { zh: '差旅常客', en: 'Frequent business traveller' },
    category: category.trips,
    description: { zh: '近半年差旅的机票与火车票合计六张及以上。', en: 'Six flights or trains or more for work in half a year.' },
    definition: {
      rule: {
        compare: [total(count(flight, { where: forWork, window: days(180) }), count(train, { where: forWork, window: days(180) })), 'gte', 6],
      },
    },
    needs: { events: [flight] },
  },
  {
    key: 'drifter',
    name: { zh: '漂族', en: 'Works away from home' },
    category: category.trips,
    description: {
      zh: '在外打拼，最近一个春节前四周有返乡行程。',
      en: 'Works far from home: travelled home in the four weeks before the latest Spring Festival.',
    },
    definition: { rule: { did: planned, where: is('purpose', '返乡'), window: around('spring_festival', -28, 0) } },
  },
  {
    key: 'migratory_senior',
    name: { zh: '候鸟老人', en: 'Snowbird' },
    category: category.trips,
    description: {
      zh: '60 岁及以上，近 14 个月在避寒城市一次住过 14 晚及以上。',
      en: 'Sixty or older, stayed 14 nights or more in a winter city within 14 months.',
    },
    definition: {
      rule: {
        all: [
          { trait: 'birthday', op: 'exists' },
          { not: youngerThan(60) },
          { did: hotel, where: { all: [isOneOf('city', winterCities), { prop: 'nights', op: 'gte', value: 14 }] }, window: { last: 14, unit: 'month' } },
        ],
      },
    },
  },
  {
    key: 'family_traveller',
    name: { zh: '亲子游客', en: 'Family traveller' },
    category: category.trips,
    description: { zh: '近两年至少两次带儿童度假（机票或酒店）。', en: 'At least two holidays with children in two years, by flight or hotel.' },
    definition: {
      rule: {
        compare: [
          total(
            count(flight, { where: { all: [withChildren, { prop: 'purpose', op: 'ne', value: '返乡' }] }, window: days(730) }),
            count(hotel, { where: withChildren, window: days(730) }),
          ),
          'gte',
          2,
        ],
      },
    },
    needs: { events: [hotel], properties: ['children'] },
  },
  {
    key: 'holiday_traveller',
    name: { zh: '长假出游客', en: 'Holiday traveller' },
    category: category.seasons,
    description: {
      zh: '最近一个五一或国庆假期前 30 天内订过度假机票。',
      en: 'Booked a leisure flight in the month before the latest May or National Day holiday.',
    },
    definition: {
      rule: {
        any: [around('labour_day', -30, 4), around('national_day', -30, 6)].map((window) => ({ did: flight, where: is('purpose', '度假'), window })),
      },
    },
  },
];
