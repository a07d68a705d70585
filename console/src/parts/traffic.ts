import { type LifeEvent, trafficChannelCodes } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
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
  const { t, i18n } = useTranslation('enrichment');
  const channel = (text: string): string => {
    const code = trafficChannelCodes.find((one) => one === text);
    return code === undefined ? text : t(`channels.${code}`);
  };
  return {
    cameBy: ({ context }) => {
      const traffic = isMap(context) ? context['traffic'] : undefined;
      if (!isMap(traffic) || typeof traffic['channel'] !== 'string' || traffic['channel'] === 'internal') return undefined;
      const source = traffic['source'];
      return [channel(traffic['channel']), ...(typeof source === 'string' && source !== '' ? [source] : [])].join(' · ');
    },
    field: (path) => {
      const words: unknown = i18n.getResource(i18n.language, 'enrichment', 'context');
      const found = isMap(words) ? words[path] : undefined;
      return typeof found === 'string' ? found : path;
    },
    value: (path, text) => (path === 'traffic.channel' ? channel(text) : text),
  };
}
