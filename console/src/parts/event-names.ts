import type { RuleVocabulary } from '@danqing/contracts';
import { useMemo } from 'react';
import { useApi } from '../api/use-api.ts';
import { useMay } from '../api/use-may.ts';
import { useLanguage } from '../i18n/use-language.ts';

export interface EventNames {
  /** What people call an event here; its own name until that is known. */
  readonly event: (name: string) => string;
  readonly property: (event: string, path: string) => string;
}

/** Names of events and their properties as the catalogue has them, in the language of the screen. */
export function useEventNames(): EventNames {
  const language = useLanguage();
  const may = useMay('definitions.read');
  const { data } = useApi<RuleVocabulary>('/api/v1/rules/vocabulary', { enabled: may });
  return useMemo(() => {
    const events = new Map(data?.events.map((one) => [one.name, one[language]]));
    const own = new Map(data?.properties.map((one) => [`${one.event}\n${one.path}`, one[language]]));
    const shared = new Map([...(data?.properties ?? []), ...(data?.products ?? [])].map((one) => [one.path, one[language]]));
    return { event: (name) => events.get(name) ?? name, property: (event, path) => own.get(`${event}\n${path}`) ?? shared.get(path) ?? path };
  }, [data, language]);
}
