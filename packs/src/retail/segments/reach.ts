import type { PackSegment } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { tagIs } from '../../shapes.ts';

export const reachSegments: PackSegment[] = [
  {
    key: 'marketing_holdout',
    name: { zh: '全局留白组', en: 'Global holdout' },
    category: category.consent,
    description: {
      zh: '固定抽出的 5%，任何营销都不打扰，用来衡量营销的真实增量。',
      en: 'The same 5 % always, never marketed to, to measure what marketing really adds.',
    },
    rule: { sample: { percent: 5, seed: 'global-holdout' } },
  },
  {
    key: 'sms_reachable',
    name: { zh: '短信可触达人群', en: 'Reachable by SMS' },
    category: category.consent,
    description: { zh: '可发营销短信，不在全局留白组，没有人工风险标记。', en: 'May get marketing SMS, not held out, not marked as a risk.' },
    rule: { all: [tagIs('sms_allowed', true), { not: { segment: 'marketing_holdout' } }, { not: tagIs('manual_risk', true) }] },
  },
  {
    key: 'touch_fatigue',
    name: { zh: '触达疲劳', en: 'Message fatigue' },
    category: category.response,
    description: { zh: '近半年触达至少三次，一次也没点：先停一停。', en: 'Three touches or more in half a year and no click: pause.' },
    rule: { all: [{ tag: 'touches_180d', op: 'gte', value: 3 }, tagIs('campaign_response', '低')] },
  },
  {
    key: 'service_recovery',
    name: { zh: '服务补救', en: 'Service recovery' },
    category: category.service,
    description: { zh: '近一年投诉过、打过差评，或最近的满意度不高于 2 分。', en: 'Complained, rated low or was dissatisfied within a year.' },
    rule: {
      any: [
        { tag: 'complaints_365d', op: 'gte', value: 1 },
        tagIs('low_rating', true),
        { did: 'Ticket Resolved', min: 'satisfaction', window: { last: 90, unit: 'day' }, op: 'lte', value: 2 },
      ],
    },
    needs: { events: ['Complaint Filed'], properties: [] },
  },
];
