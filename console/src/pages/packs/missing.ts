import type { PackItemView } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useSpoken } from '../../rule/use-vocabulary.ts';

export type Missing = PackItemView['missing'][number];

/** Data that several items wait for. */
export interface Wanted extends Missing {
  /** Items that wait for nothing else. */
  readonly unlocks: number;
  /** Items that wait for it, with others or alone. */
  readonly items: number;
}

/** What to bring first: what unlocks most by itself, then what most items wait for. */
export function mostWanted(items: readonly Pick<PackItemView, 'missing'>[]): readonly Wanted[] {
  const found = new Map<string, Wanted>();
  for (const { missing } of items)
    for (const { kind, name } of missing) {
      const key = `${kind} ${name}`;
      const known = found.get(key) ?? { kind, name, unlocks: 0, items: 0 };
      found.set(key, { kind, name, unlocks: known.unlocks + (missing.length === 1 ? 1 : 0), items: known.items + 1 });
    }
  return [...found.values()]
    .filter(({ kind }) => kind !== 'tag' && kind !== 'segment')
    .sort((a, b) => b.unlocks - a.unlocks || b.items - a.items || a.name.localeCompare(b.name));
}

/** Where one brings it: events come from sources or files, everything else from files; authorisations by their API. */
export const wayTo = (kind: string): 'source' | 'import' => (kind === 'event' || kind === 'property' ? 'source' : 'import');

/** What is missing in the words of this workspace: 事件“完成订单”. */
export function useMissingWords(): (missing: Missing) => string {
  const { t } = useTranslation('packs');
  const { names } = useSpoken();
  return ({ kind, name }) => {
    switch (kind) {
      case 'event':
        return t('needs.event', { name: names.event(name) });
      case 'property':
        return t('needs.property', { name: names.property('*', name) });
      case 'trait':
        return t('needs.trait', { name: names.trait(name) });
      case 'identifier':
        return t('needs.identifier', { name: names.identifier(name) });
      case 'entity':
      case 'consent':
        return t(`needs.${kind}`, { name });
      case 'tag':
        return t('needs.tag', { name: names.tag(name) });
      case 'segment':
        return t('needs.segment', { name: names.segment(name) });
      default:
        return name;
    }
  };
}
