import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chineseNumber } from './chinese-number.ts';

it.each([
  ['一万二', 12_000],
  ['三千五', 3500],
  ['一百二', 120],
  ['一百零二', 102],
  ['十二', 12],
  ['二十', 20],
  ['两千零五十', 2050],
  ['一亿零五万', 100_050_000],
  ['三万五千六百七十八', 35_678],
  ['一万零二', 10_002],
  ['二〇二六', 2026],
  ['负十二', -12],
  ['三点五', 3.5],
  ['零', 0],
  ['叁仟伍佰', 3500],
])('%s says %d', (text, value) => expect(chineseNumber(text)).toBe(value));

it.each(['', '万', '一一百', '百千', '二十三十', '一百千', '张三', '一点', '12', '两二'])('%j says no number', (text) => expect(chineseNumber(text)).toBeNaN());

const digit = '零一二三四五六七八九';
function section(n: number): string {
  let text = '';
  for (const [unit, word] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const d = Math.floor(n / unit) % 10;
    if (d > 0) text += `${digit[d]}${word}`;
    else if (text !== '' && !text.endsWith('零')) text += '零';
  }
  return text.replace(/零$/, '');
}
/** As a schoolbook writes it: every gap has its 零. */
function spelled(n: number): string {
  const [high, low] = [Math.floor(n / 10_000), n % 10_000];
  if (high === 0) return section(low);
  return `${section(high)}万${low === 0 ? '' : `${low < 1000 ? '零' : ''}${section(low)}`}`;
}

it('reads every number up to a hundred million as a schoolbook writes it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 99_999_999 }), (n) => chineseNumber(spelled(n)) === n));
});
