import { useTranslation } from 'react-i18next';

const second = 1000;

/** A time that passed, in the words of a language: 0.3 秒 · 12 秒 · 3 分 5 秒. */
export function durationText(ms: number, language: 'zh' | 'en'): string {
  const unit = (value: number, name: 'second' | 'minute'): string =>
    new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 })
      .format(value)
      .replace(/(\d)(?=[㐀-鿿])/, '$1 ');
  if (ms < 10 * second) return unit(ms / second, 'second');
  const seconds = Math.round(ms / second);
  return seconds < 60 ? unit(seconds, 'second') : `${unit(Math.floor(seconds / 60), 'minute')} ${unit(seconds % 60, 'second')}`;
}

export function useDuration(): (ms: number) => string {
  const { i18n } = useTranslation();
  return (ms) => durationText(ms, i18n.language === 'zh' ? 'zh' : 'en');
}
