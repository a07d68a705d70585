import type { CalendarPeriod, OperandJson, Operator, TimeUnit } from '@danqing/contracts';
import { isDuration, isValues } from '../model/values.ts';
import { asName, asValue } from './pieces.ts';
import type { Speech } from './speech.ts';

const units: Readonly<Record<TimeUnit, string>> = { minute: '分钟', hour: '小时', day: '天', week: '周', month: '个月' };
const ages: Readonly<Record<TimeUnit, string>> = { minute: '分钟数', hour: '小时数', day: '天数', week: '周数', month: '月数' };
const periods: Readonly<Record<CalendarPeriod, string>> = {
  today: '今天',
  yesterday: '昨天',
  this_week: '本周',
  last_week: '上周',
  this_month: '本月',
  last_month: '上月',
  this_quarter: '本季度',
  last_quarter: '上季度',
  this_year: '今年',
  last_year: '去年',
};
const comparisons: Readonly<Partial<Record<Operator, string>>> = { eq: '等于', ne: '不等于', gt: '大于', gte: '至少', lt: '小于', lte: '至多' };
const amounts: Readonly<Partial<Record<Operator, string>>> = { eq: '正好', ne: '不是', gt: '多于', gte: '至少', lt: '少于', lte: '至多' };
const stats = { sum: '合计', avg: '平均', min: '最小', max: '最大', unique: '有几种', count: '次数' } as const;
const operations = { times: '×', plus: '+', minus: '−' } as const;

const shown = (value: OperandJson | undefined): string => {
  if (value === undefined || value === '') return '…';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'object' ? '' : String(value);
};
const valued = (value: OperandJson | undefined): string => asValue(shown(value));
const list = (value: OperandJson | undefined, between: string): string =>
  isValues(value) ? (value.length === 0 ? asValue('…') : value.map((one) => valued(one)).join(between)) : valued(value);
const pair = (value: OperandJson | undefined): readonly [string, string] => (isValues(value) ? [valued(value[0]), valued(value[1])] : ['…', '…']);
const day = (n: number): string => (n === 0 ? '当天' : n < 0 ? `前 ${-n} 天` : `后 ${n} 天`);
const share = ({ percent, n }: { readonly percent?: number; readonly n?: number }, unit: string): string =>
  percent === undefined ? `${asValue(String(n ?? ''))} ${unit}` : asValue(`${percent}%`);
const spaced = (...words: readonly string[]): string => words.filter((word) => word !== '').join(' ');

/** Rules in Chinese, as a marketer would say them. */
export const zh: Speech = {
  everyone: '所有人',
  nobody: '没有人',
  blank: asName('…'),
  anything: asName('任何行为'),
  amountField: '金额',
  join: (how, parts) => parts.join(how === 'all' ? '，并且' : '，或者'),
  not: (part) => `不符合${part}`,
  bracket: (part) => `（${part}）`,
  test: ({ op, value }) => {
    switch (op) {
      case 'exists':
        return ' 已知';
      case 'missing':
        return ' 未知';
      case 'between': {
        const [low, high] = pair(value);
        return ` 在 ${low} 到 ${high} 之间`;
      }
      case 'in':
        return ` 是 ${list(value, ' 或 ')}`;
      case 'nin':
        return ` 不是 ${list(value, '、')}`;
      case 'contains':
        return ` 包含 ${valued(value)}`;
      case 'ncontains':
        return ` 不包含 ${valued(value)}`;
      case 'startsWith':
        return ` 以 ${valued(value)} 开头`;
      case 'endsWith':
        return ` 以 ${valued(value)} 结尾`;
      case 'before':
        return ` 早于 ${valued(value)}`;
      case 'after':
        return ` 晚于 ${valued(value)}`;
      case 'withinLast':
        return ` 在最近 ${isDuration(value) ? zh.duration(value.n, value.unit) : '…'}内`;
      case 'withinNext':
        return ` 在未来 ${isDuration(value) ? zh.duration(value.n, value.unit) : '…'}内`;
      case 'eq':
      case 'ne':
        if (typeof value !== 'number') return ` ${op === 'eq' ? '是' : '不是'} ${valued(value)}`;
        return ` ${comparisons[op] ?? ''} ${valued(value)}`;
      default:
        return ` ${comparisons[op] ?? ''} ${valued(value)}`;
    }
  },
  amount: ({ op, value }, isEach) => {
    const unit = isEach ? '个' : '次';
    if (op === 'between') return `${pair(value).join(' 到 ')} ${unit}`;
    if (op === 'in') return `${list(value, ' 或 ')} ${unit}`;
    if (op === 'nin') return `${unit}数不是 ${list(value, '、')}`;
    if (op === 'exists') return `任意${unit}`;
    if (op === 'missing') return `${unit}数未知`;
    return `${amounts[op] ?? ''} ${valued(value)} ${unit}`;
  },
  window: (window, names) => {
    if ('last' in window) return `最近 ${zh.duration(window.last, window.unit)}`;
    if ('between' in window) return `${zh.duration(window.between[0], window.unit)}前到 ${zh.duration(window.between[1], window.unit)}前`;
    if ('from' in window) return window.to === undefined ? `${valued(window.from)} 起` : `${valued(window.from)} 起到 ${valued(window.to)} 之前`;
    if ('calendar' in window) return asValue(periods[window.calendar]);
    const [from, to] = window.days;
    const when = `${window.year === undefined ? '最近一个' : `${window.year} 年`}${names.holiday(window.holiday)}`;
    return asValue(`${when}${from === to ? day(from) : `${day(from)}到${day(to)}`}`);
  },
  tagIs: (tag, test) => `标签 ${tag}${zh.test(test)}`,
  has: (kind) => `有 ${kind}`,
  did: (event, window, amount, where, each) => spaced(window, '做过', each === '' ? event : `${event} 的 ${each}`, amount) + where,
  didNot: (event, window, where) => spaced(window, '没做过', event) + where,
  measureIs: (measure, test) => measure + zh.test(test),
  compare: (left, op, right) => `${left} ${comparisons[op] ?? op} ${right}`,
  edge: (edge, event, where, window) => `${edge === 'first' ? '首次' : '最近一次'} ${event}${where} 在 ${window}`,
  sequence: (steps, within, window) => spaced(window, '依次做过', steps.join(' → ')) + (within === '' ? '' : `（首尾相隔不超过 ${within}）`),
  step: (event, where) => event + where,
  rank: (end, size, by, among) =>
    `${among === '' ? '' : `在（${among}）的人里，`}按 ${by} ${end === 'top' ? '从高到低' : '从低到高'}排在前 ${share(size, '名')}`,
  random: (seed) => `随机顺序（种子 ${asValue(seed === '' ? '…' : seed)}）`,
  sample: (size, seed) => `随机抽取 ${share(size, '人')}（种子 ${asValue(seed === '' ? '…' : seed)}）`,
  segment: (name) => `在人群 ${name} 里`,
  list: (name) => `在名单 ${name} 里`,
  account: (rule) => `所属企业客户符合（${rule}）`,
  consent: (purpose, channel) => `已授权 ${purpose}${channel === '' ? '' : `（${channel}）`}`,
  anniversary: (trait, days) => (days === 0 ? `今天是 ${trait} 周年` : `${trait} 周年在 ${asValue(String(days))} 天内（含今天）`),
  element: (listName, where) => `有一个 ${listName} 同时符合（${where}）`,
  where: (part) => `，其中 ${part}`,
  duration: (n, unit) => `${asValue(String(n))} ${units[unit]}`,
  stat: (stat, prop, selection, isEach) =>
    stat === 'count' ? `${selection} 的${isEach ? '个数' : '次数'}` : `${selection} 的 ${prop} ${stat === 'unique' ? '种类数' : stats[stat]}`,
  selection: (event, window, where, each) =>
    spaced(window, each === '' ? event : `${event} 的 ${each}`) + (where === '' ? '' : `（${where.replace(/^，/, '')}）`),
  since: (edge, event, where, unit) => `距${edge === 'first' ? '首次' : '最近一次'} ${event}${where} 的${ages[unit]}`,
  interval: (stat, event, where, unit) => `相邻两次 ${event}${where} 的${stat === 'avg' ? '平均间隔' : '间隔中位数'}（${units[unit].replace('个', '')}）`,
  operation: (kind, left, right) => (kind === 'else' ? `${left}（没有时按 ${right} 算）` : `${left} ${operations[kind]} ${right}`),
  overdue: (event, times) => `距最近一次 ${event} 已超过自身平均周期的 ${times} 倍`,
  unanswered: (opened, closed, by) => `有 ${opened} 还没有 ${closed}（按 ${by} 对应）`,
  net: (plus, minus, prop, window, where) =>
    `${window === '' ? '' : `${window} `}${plus} 减去 ${minus} 的 ${prop} 合计${where === '' ? '' : `（${where.replace(/^，/, '')}）`}`,
  tagMeasure: (tag) => `标签 ${tag}`,
  product: (path) => `商品目录里的 ${path}`,
  sentence: (part) => (part === '所有人' || part === '没有人' ? `${part}。` : `${part} 的人。`),
  unknown: (part) => JSON.stringify(part),
};
