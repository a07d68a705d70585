const yearFirst = /^(\d{4})[-/.年 ](\d{1,2})[-/.月 ](\d{1,2})(?:日|[t ].*)?$/;
const yearLast = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: .*)?$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const named = /^(\d{1,2})[-/. ]([a-z]{3})[a-z]*[-/. ,]+(\d{4})$/;

const join = (year: string, month: string, day: string): string => `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;

/** Whether eight digits are a day of the years 1850 to 2150. */
export function isDay(digits: string): boolean {
  if (!/^\d{8}$/.test(digits)) return false;
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6))];
  return year >= 1850 && year <= 2150 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/**
 * A date as `yyyymmdd`. Where day and month cannot be told apart, the day comes first, unless that is no day: the level `dayMonthSwapped`
 * is there for what is read wrongly. What is no date keeps its digits, because a typing error should still be near to what was meant.
 */
export function foldDate(raw: string): string {
  const text = raw.trim().toLowerCase();
  if (/^\d{8}$/.test(text))
    return isDay(text) || !isDay(text.slice(4) + text.slice(2, 4) + text.slice(0, 2)) ? text : text.slice(4) + text.slice(2, 4) + text.slice(0, 2);
  const first = yearFirst.exec(text);
  if (first !== null) return join(first[1] ?? '', first[2] ?? '', first[3] ?? '');
  const word = named.exec(text);
  if (word !== null) return join(word[3] ?? '', String(months.indexOf(word[2] ?? '') + 1), word[1] ?? '');
  const last = yearLast.exec(text);
  if (last === null) return text.replaceAll(/\D/g, '').slice(0, 8);
  const [day, month, year] = [last[1] ?? '', last[2] ?? '', last[3] ?? ''];
  return Number(month) > 12 ? join(year, day, month) : join(year, month, day);
}
