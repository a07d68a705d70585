import type { Words } from './words.ts';

/** Why an event was dropped or parked, in people's words: their one home, for pages, tasks, alerts and the home page. */
export const eventReasons = {
  duplicate: { zh: '重复的消息', en: 'Repeated message' },
  bot: { zh: '爬虫', en: 'Crawler' },
  erased: { zh: '已被删除的客户', en: 'Erased customer' },
  not_an_event: { zh: '不是事件', en: 'Not an event' },
  discarded: { zh: '手动丢弃', en: 'Discarded by hand' },
  not_an_object: { zh: '不是 JSON 对象', en: 'Not a JSON object' },
  missing_id: { zh: '没有 userId 和 anonymousId', en: 'Neither userId nor anonymousId' },
  missing_event_name: { zh: '没有事件名', en: 'No event name' },
  missing_group_id: { zh: '没有 groupId', en: 'No groupId' },
  missing_previous_id: { zh: '没有 previousId', en: 'No previousId' },
  unknown_type: { zh: '不认识的消息类型', en: 'Unknown type of message' },
  too_large: { zh: '事件太大', en: 'Event too large' },
  too_deep: { zh: '嵌套太深', en: 'Nested too deep' },
  time_invalid: { zh: '时间无法识别', en: 'Time cannot be read' },
  time_before_1970: { zh: '时间早于 1970 年', en: 'Time before 1970' },
  time_in_future: { zh: '时间晚于接收时间', en: 'Time later than receipt' },
  no_usable_identifier: { zh: '没有可用的标识', en: 'No usable identifier' },
  rejected_by_store: { zh: '分析库拒收', en: 'Refused by the analytics store' },
  unmapped: { zh: '没有可用的字段映射', en: 'No mapping can read it' },
  left_out: { zh: '按字段映射略过', en: 'Left out by the mapping' },
  against_plan: { zh: '不符合埋点方案', en: 'Does not match the tracking plan' },
  cleaning_rule: { zh: '清洗规则拦下', en: 'Kept out by a cleaning rule' },
} as const satisfies Readonly<Record<string, Words>>;

const words: Readonly<Record<string, Words>> = eventReasons;

/** What a reason is called; a code that is not known stays as it is. */
export const eventReason = (reason: string, language: 'zh' | 'en'): string => (Object.hasOwn(words, reason) ? (words[reason]?.[language] ?? reason) : reason);
