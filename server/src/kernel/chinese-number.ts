const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const small: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const large: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };
const sayable = /^负?[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万萬亿億]+(?:点[零〇一二三四五六七八九]+)?$/;

/** 二〇二六 as 2026: digit by digit; undefined for anything else. */
export function chineseDigits(text: string): string | undefined {
  const read = Array.from(text, (letter) => digits[letter]);
  return text !== '' && read.every((digit) => digit !== undefined) ? read.join('') : undefined;
}

/** Below 10,000: 三千零五, 十二, 一百二 (120: what stands last without a unit is of the next lower one). */
function section(text: string): number | undefined {
  let [sum, digit, unit] = [0, -1, 10_000];
  let isAfterZero = false;
  for (const letter of text) {
    const [value, scale] = [digits[letter], small[letter]];
    if (value !== undefined) {
      if (digit > 0) return undefined;
      isAfterZero = value === 0;
      digit = value === 0 ? -1 : value;
    } else if (scale === undefined || scale >= unit || (digit < 0 && !(scale === 10 && sum === 0))) return undefined;
    else {
      sum += (digit < 0 ? 1 : digit) * scale;
      unit = scale;
      digit = -1;
      isAfterZero = false;
    }
  }
  if (digit < 0) return sum;
  return sum + digit * (unit === 10_000 || unit === 10 || /[零〇]/.test(text.at(-2) ?? '') || isAfterZero ? 1 : unit / 10);
}

/** What Chinese words for a number say: 一万二 (12000), 三千五百, 一亿零五万, 负十二, 三点五, 二〇二六; NaN for anything else. */
export function chineseNumber(text: string): number {
  if (!sayable.test(text)) return Number.NaN;
  const isNegative = text.startsWith('负');
  const [whole = '', fraction] = text.replace('负', '').split('点');
  const value = wholeOf(whole);
  if (value === undefined) return Number.NaN;
  const sum = fraction === undefined ? value : Number(`${value}.${chineseDigits(fraction) ?? ''}`);
  return isNegative ? -sum : sum;
}

function wholeOf(text: string): number | undefined {
  const plain = chineseDigits(text);
  if (plain !== undefined) return text.length > 1 && /[两]/.test(text) ? undefined : Number(plain);
  let [total, rest] = [0, text];
  let last = Number.POSITIVE_INFINITY;
  for (const unit of ['亿', '万']) {
    const at = Math.max(rest.lastIndexOf(unit), rest.lastIndexOf(unit === '亿' ? '億' : '萬'));
    if (at < 0) continue;
    const amount = unit === '亿' && /[万萬]/.test(rest.slice(0, at)) ? wholeOf(rest.slice(0, at)) : section(rest.slice(0, at));
    last = large[unit] ?? 1;
    if (amount === undefined || amount === 0) return undefined;
    total += amount * last;
    rest = rest.slice(at + 1);
  }
  if (rest === '') return total;
  // 一万二: twelve thousand. One digit behind a large unit is of the next lower one.
  const single = rest.length === 1 ? digits[rest] : undefined;
  if (single !== undefined && single > 0 && Number.isFinite(last)) return total + (single * last) / 10;
  const below = section(rest);
  return below === undefined ? undefined : total + below;
}
