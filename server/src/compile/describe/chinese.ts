import { holidayWords } from '#kernel';
import type { Duration, NumberTest, Scalar, Test, Window } from '../rule.ts';
import type { Language } from './language.ts';
import { eventWords, identifierWords, periodWords, propertyWords, traitWords, unitWords } from './words.ts';

const value = (scalar: Scalar): string => (typeof scalar === 'string' ? `“${scalar}”` : typeof scalar === 'boolean' ? (scalar ? '是' : '否') : String(scalar));
const duration = ({ n, unit }: Duration): string => `${n} ${unitWords[unit]}`;
const named = (words: Readonly<Record<string, string>>, name: string): string => (Object.hasOwn(words, name) ? (words[name] ?? name) : `“${name}”`);
const comparisons = { eq: '等于', ne: '不等于', gt: '大于', gte: '不少于', lt: '小于', lte: '不超过' } as const;
const texts = { contains: '包含', ncontains: '不包含', startsWith: '开头是', endsWith: '结尾是' } as const;

function test(what: string, { ...tested }: Test | NumberTest): string {
  switch (tested.op) {
    case 'exists':
      return `${what}有值`;
    case 'missing':
      return `${what}没有值`;
    case 'between':
      return `${what}在 ${value(tested.low)} 到 ${value(tested.high)} 之间（含两端）`;
    case 'in':
      return `${what}是 ${tested.values.map(value).join('、')} 之一`;
    case 'nin':
      return `${what}不是 ${tested.values.map(value).join('、')} 中的任何一个`;
    case 'contains':
    case 'ncontains':
    case 'startsWith':
    case 'endsWith':
      return `${what}${texts[tested.op]} ${value(tested.value)}`;
    case 'before':
      return `${what}早于 ${tested.value}`;
    case 'after':
      return `${what}晚于 ${tested.value}`;
    case 'withinLast':
      return `${what}在过去 ${duration(tested.value)}内`;
    case 'withinNext':
      return `${what}在未来 ${duration(tested.value)}内`;
    default:
      return `${what}${comparisons[tested.op]} ${value(tested.value)}`;
  }
}

function times(tested: NumberTest): string {
  switch (tested.op) {
    case 'exists':
      return '任意次';
    case 'missing':
      return '次数未知';
    case 'between':
      return `${tested.low} 到 ${tested.high} 次`;
    case 'in':
      return `${tested.values.join(' 或 ')} 次`;
    case 'nin':
      return `次数不是 ${tested.values.join('、')}`;
    default:
      return tested.op === 'eq'
        ? `正好 ${tested.value} 次`
        : `${tested.op === 'gte' ? '至少' : tested.op === 'lte' ? '至多' : comparisons[tested.op]} ${tested.value} 次`;
  }
}

function window(shown: Window): string {
  switch (shown.kind) {
    case 'last':
      return `最近 ${shown.n} ${unitWords[shown.unit]}内`;
    case 'between':
      return `${shown.far} ${unitWords[shown.unit]}前到 ${shown.near} ${unitWords[shown.unit]}前之间`;
    case 'range':
      return shown.to === null ? `自 ${shown.from} 起` : `从 ${shown.from} 起、${shown.to} 之前`;
    case 'calendar':
      return periodWords[shown.period].zh;
    case 'holiday': {
      const { zh } = holidayWords(shown.holiday);
      const day = (n: number): string => (n === 0 ? '当天' : n < 0 ? `前 ${-n} 天` : `后 ${n} 天`);
      return `${shown.year === null ? '最近一次' : `${shown.year} 年`}${zh}${shown.from === shown.to ? day(shown.from) : `${day(shown.from)}到${day(shown.to)}`}`;
    }
  }
}

const aggregates = { sum: '合计', avg: '平均值', min: '最小值', max: '最大值', unique: '不同取值的个数' } as const;
const operations = { times: '×', plus: '+', minus: '−' } as const;

export const chinese: Language = {
  code: 'zh',
  everyone: '所有人',
  nobody: '没有人',
  all: (parts) => parts.join('，并且'),
  any: (parts) => parts.join('，或者'),
  not: (part) => `不满足（${part}）`,
  group: (part) => `（${part}）`,
  trait: (path) => `客户属性${named(traitWords, path.text)}`,
  tag: (key, field) => `标签“${field === null ? key : `${key}.${field}`}”`,
  property: (subject) => (subject.kind === 'context' ? `环境属性 ${subject.field} ` : named(propertyWords, subject.path.text)),
  test,
  has: (identifier) => `已知${named(identifierWords, identifier)}`,
  did: (selection, tested) =>
    tested.op === 'gte' && tested.value === 1
      ? `有过${selection}`
      : tested.op === 'eq' && tested.value === 0
        ? `没有${selection}`
        : `${selection}${times(tested)}`,
  selection: ({ event, window: shown }, where) =>
    `${shown === null ? '' : window(shown)}${event === '*' ? '任意行为' : named(eventWords, event)}${where === null ? '' : `（${where}）`}`,
  window,
  duration,
  count: (selection) => `${selection}的次数`,
  aggregate: (kind, subject, selection) => `${selection}的${subject}${aggregates[kind]}`,
  since: (edge, selection, unit) => `距${edge === 'first' ? '首次' : '最近一次'}${selection}的时间（${unitWords[unit]}）`,
  interval: (stat, selection, unit) => `两次${selection}之间间隔的${stat === 'avg' ? '平均数' : '中位数'}（${unitWords[unit]}）`,
  operation: (kind, left, right) => `（${left} ${operations[kind]} ${right}）`,
  compare: (left, op, right) => `${left}${comparisons[op]}${right}`,
  edge: (edge, selection, shown) => `${edge === 'first' ? '首次' : '最近一次'}${selection}发生在${shown}`,
  rank: ({ end, size }, by, among) =>
    `${among === null ? '' : `在满足（${among}）的人中，`}${by}处于${end === 'top' ? '最高' : '最低'}的 ${'percent' in size ? `${size.percent}%` : `${size.n} 人`}`,
  segment: (key) => `属于人群“${key}”`,
  later: (kind) => kind,
  sentence: (rule) => (rule === chinese.everyone ? '所有人。' : rule === chinese.nobody ? '没有人。' : `${rule}的人。`),
};
