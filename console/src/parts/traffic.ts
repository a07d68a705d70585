import { type LifeEvent, valueWord } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { isMap } from './is-map.ts';

export interface Traffic {
  /** How somebody came, of an event that tells: 付费搜索 · baidu; undefined on the way within the site. */
  cameBy(event: Pick<LifeEvent, 'context'>): string | undefined;
  /** A field of the context in people's words; its path where it has none. */
  field(path: string): string;
  /** A value of such a field. */
  value(path: string, text: string): string;
}

/** Words for what enrichment adds to events. */
export function useTraffic(): Traffic {
  const { i18n } = useTranslation('enrichment');
  const language = useLanguage();
  const value = (path: string, text: string): string => valueWord(`$${path}`, text, language) ?? text;
  return {
    cameBy: ({ context }) => {
      const traffic = isMap(context) ? context['traffic'] : undefined;
      if (!isMap(traffic) || typeof traffic['channel'] !== 'string' || traffic['channel'] === 'internal') return undefined;
      const source = traffic['source'];
      return [value('traffic.channel', traffic['channel']), ...(typeof source === 'string' && source !== '' ? [value('traffic.source', source)] : [])].join(
        ' · ',
      );
    },
    field: (path) => {
      const words: unknown = i18n.getResource(i18n.language, 'enrichment', 'context');
      const found = isMap(words) ? words[path] : undefined;
      return typeof found === 'string' ? found : path;
    },
    value,
  };
}
