import type { TimeUnit } from '@danqing/contracts';
import { metricOf } from '../metrics.ts';
import type { Selection, Share, Subject } from '../rule.ts';
import { amountIn, comparisons, durationIn, testIn, windowIn } from './chinese-test.ts';
import { contextIn } from './context-words.ts';
import type { Language } from './language.ts';
import { channelIn, eventIn, identifierIn, propertyIn, purposeIn, traitIn, unitWords } from './words.ts';

const aggregates = { sum: '合计', avg: '平均值', min: '最小值', max: '最大值', unique: '不同取值数' } as const;
const operations = { times: '×', plus: '+', minus: '−' } as const;

const ages: Readonly<Record<TimeUnit, string>> = { minute: '分钟数', hour: '小时数', day: '天数', week: '周数', month: '月数' };

const conditions = (where: string | null): string => (where === null ? '' : `（${where}）`);
const inWindow = ({ window }: Selection): string => (window === null ? '' : windowIn(window));
const elementsOf = (path: string): string => (path === 'products[]' ? '商品' : `“${path.replace('[]', '')}”条目`);
const shareIn = (size: Share, unit: string): string => ('percent' in size ? `${size.percent}%` : `${size.n} ${unit}`);
const tagIn = (name: string, field: string | null): string => `标签“${field === null ? name : `${name}.${field}`}”`;

function subjectIn(subject: Subject): string {
  switch (subject.kind) {
    case 'context':
      return contextIn(subject.field).zh;
    case 'product':
      return `商品目录里的${propertyIn(subject.path.text)}`;
    case 'item':
    case 'property':
      return propertyIn(subject.path.text);
  }
}

export const chinese: Language = {
  code: 'zh',
  everyone: '所有人',
  nobody: '没有人',
  everything: '任何情况',
  nothing: '任何情况都不算',
  all: (parts) => parts.join('，且'),
  any: (parts) => parts.join('，或'),
  not: (part) => `不满足（${part}）`,
  notCondition: (part) => `不满足（${part}）`,
  group: (part) => `（${part}）`,
  traitIs: (path, test) => `${traitIn(path.text)}${testIn(test)}`,
  tagIs: (name, field, test) => `${tagIn(name, field)}${testIn(test)}`,
  property: (subject, test) => subjectIn(subject) + testIn(test),
  element: (list, where) => `有一个${elementsOf(list.text)}同时满足（${where}）`,
  has: (identifier) => `有${identifierIn(identifier)}`,
  did: (selection, where, test) => {
    const { past, plain } = eventIn(selection.event);
    const isEach = selection.each !== null;
    const what = `${isEach ? `${plain}的${elementsOf(selection.each.text)}` : plain}${conditions(where)}`;
    const isOnce = test.op === 'gte' && test.value === 1;
    const isNever = test.op === 'eq' && test.value === 0;
    if (isEach) return `${inWindow(selection)}${what}${amountIn(test, '个')}`;
    if (isOnce || isNever) return `${inWindow(selection)}${isNever ? `没有${past.replace(/^有过/, '过')}` : past}${conditions(where)}`;
    return `${inWindow(selection)}${what}${amountIn(test, '次')}`;
  },
  measureIs: (measure, test) => `${measure}${testIn(test)}`,
  compare: (left, op, right) => `${left}${comparisons[op]}${right}`,
  edge: (edge, selection, window) => `${edge === 'first' ? '首次' : '最近一次'}${selection}在${windowIn(window)}`,
  rank: ({ end, size }, by, among) =>
    `${among === null ? '' : `在满足（${among}）的人中，`}按“${by}”从${end === 'top' ? '高到低' : '低到高'}排在前 ${shareIn(size, '名')}`,
  sequence: ({ within, window }, steps) => {
    const limit = within === null ? '' : `（首尾相隔不超过 ${durationIn(within)}）`;
    return `${window === null ? '' : windowIn(window)}依次发生：${steps.join(' → ')}${limit}`;
  },
  sample: (size, seed) => `在随机抽取的 ${shareIn(size, '人')}之中（随机种子“${seed}”）`,
  list: (name) => `在名单“${name}”中`,
  account: (rule) => `所属的某个企业客户满足（${rule}）`,
  consent: (purpose, channel) => `已授权用于${purposeIn(purpose)}${channel === null ? '' : `（触达渠道：${channelIn(channel)}）`}`,
  anniversary: (path, days) => (days === 0 ? `今天是${traitIn(path.text)}的周年日` : `${traitIn(path.text)}的周年日在今天起的 ${days} 天内（含今天）`),
  segment: (name) => `属于人群“${name}”`,
  selection: (selection, where) =>
    `${inWindow(selection)}${eventIn(selection.event).plain}${selection.each === null ? '' : `的${elementsOf(selection.each.text)}`}${conditions(where)}`,
  step: ({ event }, where) => `${eventIn(event).plain}${conditions(where)}`,
  trait: (path) => traitIn(path.text),
  tag: tagIn,
  metric: ({ key }) => `指标“${metricOf(key).zh}”`,
  count: (selection, isEach) => `${selection}的${isEach ? '个数' : '次数'}`,
  aggregate: (kind, subject, selection) => `${selection}的${subjectIn(subject)}${aggregates[kind]}`,
  since: (edge, selection, unit) => `距${edge === 'first' ? '首次' : '最近一次'}${selection}的${ages[unit]}`,
  interval: (stat, selection, unit) => `相邻两次${selection}的${stat === 'avg' ? '平均间隔' : '间隔中位数'}（${unitWords[unit].replace('个', '')}）`,
  operation: (kind, left, right) => (kind === 'else' ? `${left}（没有时按 ${right} 算）` : `${left} ${operations[kind]} ${right}`),
  random: (seed) => `随机顺序（随机种子“${seed}”）`,
  sentence: (rule) => (rule === chinese.everyone ? '所有人。' : rule === chinese.nobody ? '没有人。' : `${rule}的人。`),
  set: (text) =>
    text
      .split(/(“[^”]*”)/)
      .map((part, index) => (index % 2 === 1 ? part : spaced(part)))
      .join(''),
};

/** Between a character and a letter or digit of another script stands a space; names and values in quotes stay as they are. */
const spaced = (text: string): string => text.replaceAll(/(?<=\p{Script=Han})(?=[A-Za-z0-9])/gu, ' ').replaceAll(/(?<=[A-Za-z0-9%])(?=\p{Script=Han})/gu, ' ');
