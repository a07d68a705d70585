import { useTranslation } from 'react-i18next';

const second = 1000;
const minute = 60 * second;

/** 0.3 秒 · 12 秒 · 3 分 5 秒 */
export function useDuration(): (ms: number) => string {
  const { i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en';
  const unit = (value: number, name: 'second' | 'minute', digits: number): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })
      .format(value)
      .replace(/(\d)(?=[㐀-鿿])/, '$1 ');
  return (ms) => {
    if (ms < 10 * second) return unit(ms / second, 'second', 1);
    if (ms < minute) return unit(Math.round(ms / second), 'second', 0);
    return `${unit(Math.floor(ms / minute), 'minute', 0)} ${unit(Math.round((ms % minute) / second), 'second', 0)}`;
  };
}
