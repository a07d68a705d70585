import { useMemo } from 'react';
import { useLanguage } from '../i18n/use-language.ts';

function zoneOptions(language: string): { value: string; label: string }[] {
  return Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: `${value} · ${nameOf(value, language)}` }));
}

const nameOf = (timeZone: string, language: string): string =>
  new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** Every time zone with what people call it: Asia/Shanghai · 中国时间. Sought by either. */
export function useZoneOptions(): { value: string; label: string }[] {
  const language = useLanguage();
  return useMemo(() => zoneOptions(language), [language]);
}
