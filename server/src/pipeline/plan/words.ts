import type { PlanMode, PlanProperty, PlanType } from '@danqing/contracts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What becomes of an event, as people say it. */
export const modeWords: Readonly<Record<PlanMode | 'allow', Words>> = {
  allow: { zh: '允许', en: 'allowed' },
  observe: { zh: '仅统计', en: 'observe' },
  warn: { zh: '提醒', en: 'warn' },
  park: { zh: '转入待处理', en: 'park' },
  block: { zh: '拦截', en: 'block' },
};

const types: Readonly<Record<PlanType, Words>> = {
  string: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'number' },
  integer: { zh: '整数', en: 'whole number' },
  boolean: { zh: '是/否', en: 'yes or no' },
  'date-time': { zh: '时间', en: 'date' },
  object: { zh: '对象', en: 'object' },
  list: { zh: '列表', en: 'list' },
  any: { zh: '任意', en: 'anything' },
};

/** A type as people say it. */
export const typeNames = ({ type, of }: Pick<PlanProperty, 'type' | 'of'>): Words =>
  type === 'list' && of !== undefined && of !== 'any' ? { zh: `${types[of].zh}列表`, en: `list of ${types[of].en}` } : types[type];

const shownValues = 8;

/** Allowed values in a line; '' where all are. */
export function quotedList(values: readonly (string | number | boolean)[] | undefined): string {
  if (values === undefined) return '';
  const shown = values.slice(0, shownValues).map(String).join(' | ');
  return values.length > shownValues ? `${shown} …+${values.length - shownValues}` : shown;
}
