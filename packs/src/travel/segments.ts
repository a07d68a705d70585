import type { PackSegment } from '@danqing/contracts';
import { category } from '../categories.ts';
import { around, days, is, notSince, tagIn, tagIs } from '../shapes.ts';
import { cancelled, flight, hotel, searched, train } from './events.ts';

const home = is('purpose', '返乡');
/** Tickets home go on sale weeks ahead; three months back there are none of this season. */
const season = { last: 3, unit: 'month' } as const;
const bySms = [{ has: 'phone' }, { consent: 'marketing', channel: 'sms' }] as const;

export const travelSegments: PackSegment[] = [
  {
    key: 'drifters_not_booked',
    name: { zh: '漂族待订', en: 'Away from home, no ticket yet' },
    category: category.seasons,
    description: {
      zh: '漂族，今年这一季（近三个月）还没有订返乡的机票或火车票，短信可触达。',
      en: 'Work away from home, have no ticket home yet this season (three months), and can be reached by SMS.',
    },
    rule: {
      all: [tagIs('drifter', true), { not: { did: flight, where: home, window: season } }, { not: { did: train, where: home, window: season } }, ...bySms],
    },
    needs: { events: [], properties: [] },
  },
  {
    key: 'business_regulars',
    name: { zh: '差旅常客', en: 'Business regulars' },
    category: category.trips,
    description: { zh: '差旅常客，近 60 天还在飞：企业协议与会员升级的对象。', en: 'Frequent business travellers who flew within 60 days.' },
    rule: { all: [tagIs('business_traveller', true), { tag: 'days_since_last_flight', op: 'lte', value: 60 }] },
  },
  {
    key: 'migratory_seniors',
    name: { zh: '候鸟老人待订', en: 'Snowbirds without a booking' },
    category: category.seasons,
    description: { zh: '候鸟老人，近 90 天还没有订酒店，短信可触达。', en: 'Snowbirds without a hotel booking for 90 days, reachable by SMS.' },
    rule: { all: [tagIs('migratory_senior', true), { not: { did: hotel, window: days(90) } }, ...bySms] },
    needs: { events: [] },
  },
  {
    key: 'family_holiday_audience',
    name: { zh: '亲子游人群', en: 'Family holiday-makers' },
    category: category.trips,
    description: { zh: '亲子游客，住高档及以上酒店，14 天内没有行程。', en: 'Family travellers of upscale hotels with no trip ahead.' },
    rule: { all: [tagIs('family_traveller', true), tagIn('hotel_grade', ['豪华', '高档']), tagIs('upcoming_trip', false)] },
  },
  {
    key: 'searched_not_booked',
    name: { zh: '搜索未订', en: 'Searched, but did not book' },
    category: category.intent,
    description: { zh: '近 7 天搜索三次及以上，之后没有订票。', en: 'Three searches or more in seven days and no booking since.' },
    rule: { all: [{ did: searched, count: { op: 'gte', value: 3 }, window: days(7) }, notSince(flight, searched)] },
    needs: { events: [searched] },
  },
  {
    key: 'flight_without_hotel',
    name: { zh: '已订机票未订酒店', en: 'Flight booked, no hotel yet' },
    category: category.campaigns,
    description: { zh: '14 天内出发，目的地酒店还没有订：机加酒推荐。', en: 'Departing within 14 days without a hotel: offer one.' },
    rule: {
      all: [tagIs('upcoming_trip', true), { not: { did: hotel, where: { prop: 'check_in_at', op: 'withinNext', value: { n: 21, unit: 'day' } } } }],
    },
    needs: { events: [], properties: [] },
  },
  {
    key: 'national_day_veterans',
    name: { zh: '国庆出游老客户', en: 'National Day travellers' },
    category: category.seasons,
    description: { zh: '最近一个国庆假期前 30 天内订过度假机票或酒店。', en: 'Booked a holiday in the month before the latest National Day.' },
    rule: {
      any: [
        { did: flight, where: is('purpose', '度假'), window: around('national_day', -30, 6) },
        { did: hotel, window: around('national_day', -30, 6) },
      ],
    },
    needs: { events: [hotel], properties: [] },
  },
  {
    key: 'dormant_valuable',
    name: { zh: '高价值沉睡旅客', en: 'High-value travellers gone quiet' },
    category: category.churn,
    description: { zh: 'RFM 重要保持或重要挽留，且已沉睡或流失。', en: 'Important to keep or win back by RFM, and asleep or lost.' },
    rule: { all: [tagIn('travel_value.tier', ['重要保持客户', '重要挽留客户']), tagIn('travel_stage', ['沉睡', '流失'])] },
    refresh: 'daily',
  },
  {
    key: 'premium_cabin',
    name: { zh: '两舱旅客', en: 'Premium-cabin travellers' },
    category: category.comfort,
    description: { zh: '近一年至少两次订公务舱或头等舱。', en: 'Two bookings or more in business or first within a year.' },
    rule: { did: flight, where: { prop: 'cabin', op: 'in', value: ['公务舱', '头等舱'] }, count: { op: 'gte', value: 2 }, window: days(365) },
  },
  {
    key: 'cancellation_care',
    name: { zh: '退改关怀', en: 'Recently cancelled' },
    category: category.service,
    description: { zh: '近 30 天取消过预订，之后没有再订票。', en: 'Cancelled within 30 days and booked nothing since.' },
    rule: { all: [{ did: cancelled, window: days(30) }, notSince(flight, cancelled)] },
    needs: { events: [cancelled] },
  },
];
