import type { CleaningUnit } from '@danqing/contracts';
import { amountOf } from '#collect';
import { chineseNumber } from '#kernel';
import { refuse, type Step } from './result.ts';
import { halfWidth } from './texts.ts';

type Dimension = 'mass' | 'length' | 'volume' | 'time' | 'share';
interface Unit {
  readonly of: Dimension;
  /** In the smallest unit of its dimension, so that factors are whole. */
  readonly size: number;
}
const units: Readonly<Record<string, Unit>> = Object.fromEntries(
  (
    [
      ['mass', { mg: 1, 毫克: 1, g: 1e3, 克: 1e3, kg: 1e6, 公斤: 1e6, 千克: 1e6, 斤: 5e5, 两: 5e4, t: 1e9, 吨: 1e9 }],
      ['length', { mm: 1, 毫米: 1, cm: 10, 厘米: 10, 公分: 10, m: 1000, 米: 1000, km: 1e6, 公里: 1e6, 千米: 1e6 }],
      ['volume', { ml: 1, 毫升: 1, l: 1000, 升: 1000 }],
      ['time', { s: 1, 秒: 1, min: 60, 分钟: 60, h: 3600, 小时: 3600, d: 86_400, 天: 86_400 }],
      ['share', { '%': 1 }],
    ] as const
  ).flatMap(([of, sizes]) => Object.entries(sizes).map(([name, size]) => [name, { of, size }])),
);
/** Words behind a number that count things: the number is what is counted. */
const counters: ReadonlySet<string> = new Set('件 个 台 次 岁 人 张 瓶 盒 包 箱 袋 双 套 只 条 本 份 位 单 笔 年 月 pcs pc'.split(' '));

const numberAndUnit = /^(.*?[\d一二三四五六七八九十百千万亿零〇两.）)])\s*([a-z%％]{1,4}|[一-龥]{1,2})$/i;

/** 3.5kg, 1,299, １２, 一万二, 1.2万, 25岁 as the number alone; NaN where it says none. */
function plainNumber(text: string): number {
  const amount = amountOf(text);
  return Number.isNaN(amount) ? chineseNumber(text) : amount;
}

/**
 * A number, in `target` where that is said. Without a unit behind it the number is in the target already; a unit of which nothing was said, or of another dimension, is not read over: 3.5kg is
 * not 3.5 of anything.
 */
export function number(target: CleaningUnit | undefined): Step {
  const wanted = target === undefined || target === '' ? undefined : units[target];
  return (value) => {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string' || value.length > 60) return refuse('not_number');
    const text = halfWidth(value).trim();
    const plain = /[￥¥$€£元]/.test(text) ? Number.NaN : plainNumber(text);
    if (!Number.isNaN(plain)) return plain;
    const [, figure = '', word = ''] = numberAndUnit.exec(text) ?? [];
    const amount = plainNumber(figure);
    if (Number.isNaN(amount)) return refuse('not_number');
    const unit = units[word.toLowerCase()];
    if (unit === undefined) return counters.has(word.toLowerCase()) && wanted === undefined ? amount : refuse('unit_unknown');
    if (wanted === undefined) return refuse('unit_unknown');
    return unit.of === wanted.of ? Number(((amount * unit.size) / wanted.size).toPrecision(15)) : refuse('other_unit');
  };
}

const currencies: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['HKD', /HK\$|HKD|港[币元]/i],
  ['TWD', /NT\$|TWD|新台币/i],
  ['USD', /US\$|USD|美[元金]/i],
  ['EUR', /€|EUR|欧元/i],
  ['GBP', /£|GBP|英镑/i],
  ['JPY', /JPY|円|日元/i],
  ['KRW', /₩|KRW|韩元/i],
  ['INR', /₹|INR/i],
  ['CNY', /CNY|RMB|人民币|元|块|圆/i],
  ['USD', /\$/],
];
const yen: ReadonlySet<string> = new Set(['CNY', 'JPY']);

/** What a text calls its money; undefined: it does not say. ¥ is both the yuan's and the yen's. */
function currencyIn(text: string, wanted: string): string | undefined {
  const named = currencies.find(([, pattern]) => pattern.test(text))?.[0];
  return named ?? (/[¥￥]/.test(text) ? (yen.has(wanted) ? wanted : 'CNY') : undefined);
}

/** ￥1,299.00, 1299元, 12.5万, 一千二百元 as the amount. Money that is called another currency stays: nobody's rate is invented. */
export function money(currency: string): Step {
  return (value) => {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') return refuse('not_number');
    const text = halfWidth(value).replaceAll('￥', '¥').trim();
    const amount = amountOf(text);
    const read = Number.isNaN(amount) ? chineseNumber(text.replace(/(?:人民币|元整?|块|圆整?)$/, '').replace(/^人民币/, '')) : amount;
    const named = currencyIn(text, currency);
    if (named !== undefined && named !== currency) return /[\d一二三四五六七八九]/.test(text) ? refuse('other_currency') : refuse('not_number');
    return Number.isNaN(read) ? refuse('not_number') : read;
  };
}
