import type { MendStep, Offence } from '@danqing/contracts';
import { isJsonObject, type JsonObject, objectAt, valueAt } from '#kernel';
import { planOffence } from '../plan/plan-offence.ts';
import { castValue } from './cast.ts';

/** Where else senders put what is missing, in the order in which they are tried. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  userId: ['user_id', 'userID', 'uid', 'properties.userId', 'properties.user_id', 'context.userId', 'traits.userId', 'distinct_id', 'login_id'],
  anonymousId: ['anonymous_id', 'anonymousID', 'properties.anonymousId', 'properties.anonymous_id', 'device_id', 'deviceId'],
  event: ['eventName', 'event_name', 'name', 'properties.event', 'properties.event_name', 'action'],
  groupId: ['group_id', 'properties.groupId', 'traits.groupId', 'companyId'],
  previousId: ['previous_id', 'from', 'properties.previousId'],
};

const isText = (message: JsonObject, path: string): boolean => {
  const value = valueAt(message, path);
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
};

function renameTo(message: JsonObject, names: readonly string[]): Offence['proposal'] {
  for (const to of names) {
    const path = elsewhere[to]?.find((one) => isText(message, one));
    if (path === undefined) continue;
    return {
      steps: [{ do: 'rename', path, to }],
      words: { zh: `把 ${path} 改名为 ${to}`, en: `Rename ${path} to ${to}` },
    };
  }
  return null;
}

const fromReceipt: Offence['proposal'] = {
  steps: [{ do: 'timestamp' }],
  words: { zh: '用服务器收到的时间作为事件时间', en: 'Take the moment at which it was received as the time of the event' },
};

function timeProposal(message: JsonObject): Offence['proposal'] {
  const path = message['timestamp'] === undefined ? 'originalTimestamp' : 'timestamp';
  const value = message[path];
  if (value === undefined || castValue(value, 'date') === undefined) return fromReceipt;
  return { steps: [{ do: 'cast', path, to: 'date' }], words: { zh: `把 ${path} 转成标准时间`, en: `Turn ${path} into a date` } };
}

const types: ReadonlySet<string> = new Set(['track', 'identify', 'page', 'screen', 'group', 'alias']);

function typeProposal(message: JsonObject): Offence['proposal'] {
  const sent = typeof message['type'] === 'string' ? message['type'].trim().toLowerCase() : '';
  const value = types.has(sent) ? sent : isText(message, 'event') ? 'track' : undefined;
  return value === undefined ? null : { steps: [{ do: 'set', path: 'type', value }], words: { zh: `把 type 设为 ${value}`, en: `Set type to ${value}` } };
}

/** The largest property, whose removal is most likely to bring the event under the limit. */
function largestProposal(message: JsonObject): Offence['proposal'] {
  const properties = message['properties'];
  if (!isJsonObject(properties)) return null;
  const sizes = Object.entries(properties).map(([name, value]) => ({ name, bytes: JSON.stringify(value).length }));
  const largest = sizes.sort((a, b) => b.bytes - a.bytes)[0];
  if (largest === undefined) return null;
  const path = `properties.${largest.name}`;
  const kilobytes = Math.max(1, Math.round(largest.bytes / 1024));
  return { steps: [{ do: 'drop', path }], words: { zh: `去掉最大的 ${path}（约 ${kilobytes} KB）`, en: `Drop the largest, ${path} (about ${kilobytes} KB)` } };
}

const discard = (note: string): Offence['proposal'] => {
  const steps: MendStep[] = [{ do: 'discard', note }];
  return { steps, words: { zh: '丢弃：里面没有可用的内容', en: 'Discard: there is nothing in it to use' } };
};

const short = (value: unknown): string => JSON.stringify(value ?? null).slice(0, 80);

/** What is wrong with a parked message, where, and what might mend it. Pure: it looks at the message and the reason only. */
export function offenceOf(reason: string, detail: string, raw: unknown): Offence {
  const message: JsonObject = objectAt(raw);
  const of = (path: string | null, zh: string, en: string, proposal: Offence['proposal']): Offence => ({ path, words: { zh, en }, proposal });
  const time = message['timestamp'] ?? message['originalTimestamp'];
  const timePath = message['timestamp'] === undefined && message['originalTimestamp'] !== undefined ? 'originalTimestamp' : 'timestamp';
  switch (reason) {
    case 'missing_id':
      return of(
        'userId',
        '没有 userId，也没有 anonymousId，不知道是谁',
        'Neither userId nor anonymousId: nobody can tell who it was',
        renameTo(message, ['userId', 'anonymousId']),
      );
    case 'missing_event_name':
      return of('event', 'track 消息没有事件名', 'A track message without the name of an event', renameTo(message, ['event']));
    case 'missing_group_id':
      return of(
        'groupId',
        'group 消息没有 groupId，不知道是哪家企业客户',
        'A group message without groupId: which account is meant?',
        renameTo(message, ['groupId']),
      );
    case 'missing_previous_id':
      return of(
        'previousId',
        'alias 消息没有 previousId，不知道要与谁合并',
        'An alias message without previousId: become one with whom?',
        renameTo(message, ['previousId']),
      );
    case 'unknown_type':
      return of('type', `不认识的消息类型 ${short(message['type'])}`, `${short(message['type'])} is no type of message`, typeProposal(message));
    case 'time_invalid':
      return of(timePath, `${short(time)} 不是能识别的时间`, `${short(time)} is no time that can be read`, timeProposal(message));
    case 'time_before_1970':
      return of(timePath, `时间 ${short(time)} 早于 1970 年`, `The time ${short(time)} is before 1970`, fromReceipt);
    case 'time_in_future':
      return of(timePath, `时间 ${short(time)} 比收到时晚一天以上`, `The time ${short(time)} is more than a day after it was received`, fromReceipt);
    case 'too_large':
      return of('properties', `事件太大：${detail}`, `The event is too large: ${detail}`, largestProposal(message));
    case 'too_deep':
      return of('properties', '数组或对象嵌套超过 32 层', 'Arrays and objects nest more than 32 levels deep', largestProposal(message));
    case 'no_usable_identifier':
      return of('userId', '所有标识都打了码、被屏蔽或格式不对，不能用来认人', 'Every identifier is masked, blocked or malformed: none tells who it was', null);
    case 'not_an_object':
      return of(null, '这不是一条消息（不是 JSON 对象）', 'This is no message (no JSON object)', discard('not an object'));
    case 'against_plan':
      return planOffence(detail, raw);
    case 'cleaning_rule':
      return of(detail.split(':', 1)[0] ?? null, `清洗规则无法识别这个值：${detail}`, `A cleaning rule cannot read the value: ${detail}`, {
        steps: [],
        words: { zh: '改好规则后再处理一次', en: 'Run it again once the rule is mended' },
      });
    case 'unmapped':
      return of('body', '没有字段映射能读这条推送', 'No mapping of its source reads what came', {
        steps: [],
        words: { zh: '在数据源里填好字段映射，再处理一次', en: 'Give its source a mapping, then run it again' },
      });
    case 'rejected_by_store':
      return of(null, '分析库拒绝了这一行', 'The analytics store refused the row', { steps: [], words: { zh: '原样再试一次', en: 'Try again as it is' } });
    default:
      return of(null, reason, reason, null);
  }
}
