import { useTranslation } from 'react-i18next';

export interface Formats {
  /** 12,345.6 */
  readonly number: (value: number, digits?: number) => string;
  /** 1.2 万 · 12K: for heads of charts and cards. */
  readonly compact: (value: number) => string;
  /** 0.982 → 98.2 % */
  readonly percent: (share: number, digits?: number) => string;
  readonly money: (value: number, currency: string) => string;
  readonly bytes: (value: number) => string;
  readonly date: (value: string | number | Date) => string;
  /** Date and time to the minute. */
  readonly time: (value: string | number | Date) => string;
  /** Date and time to the second. */
  readonly exactTime: (value: string | number | Date) => string;
  /** 3 分钟前 · 3 minutes ago */
  readonly ago: (value: string | number | Date, now?: number) => string;
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

function formatsOf(locale: string, justNow: string): Formats {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const exactTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  return {
    number: (value, digits = 2) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    compact: (value) => spaced(new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)),
    percent: (share, digits = 1) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share),
    money: (value, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 2 }).format(value),
    bytes: (value) => {
      const power = Math.min(4, Math.floor(Math.log(Math.max(value, 1)) / Math.log(1024)));
      return `${new Intl.NumberFormat(locale, { maximumFractionDigits: power === 0 ? 0 : 1 }).format(value / 1024 ** power)} ${['B', 'KB', 'MB', 'GB', 'TB'][power] ?? ''}`;
    },
    date: (value) => dates.format(new Date(value)),
    time: (value) => times.format(new Date(value)),
    exactTime: (value) => exactTimes.format(new Date(value)),
    ago: (value, now = Date.now()) => {
      const seconds = (new Date(value).getTime() - now) / 1000;
      const step = steps.find(([, length]) => Math.abs(seconds) >= length);
      return step === undefined ? justNow : spaced(relative.format(Math.round(seconds / step[1]), step[0]));
    },
  };
}

const cache = new Map<string, Formats>();

/** 4 分钟前: a number stands apart from Chinese, here as everywhere. */
const spaced = (text: string): string => text.replaceAll(/(?<=\d)(?=[㐀-鿿])/g, ' ');

/** Numbers, money and times as the chosen language writes them. */
export function useFormats(): Formats {
  const { t, i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en';
  const known = cache.get(locale);
  if (known !== undefined) return known;
  const made = formatsOf(locale, t('time.now'));
  cache.set(locale, made);
  return made;
}
