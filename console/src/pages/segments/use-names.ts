import type { RuleVocabulary } from '@danqing/contracts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFieldNames } from '../../parts/field-names.ts';

type ThingKind = 'trait' | 'tag' | 'metric' | 'event' | 'segment' | 'list';

export interface ThingNames {
  /** What people call it: tag `rfm.tier` → 客户分层 · 客户类别; an unknown one by its key. */
  readonly of: (kind: ThingKind, key: string) => string;
  readonly segments: readonly { readonly key: string; readonly name: string }[];
  /** of a metric: money, count, ratio, day */
  readonly unitOf: (metric: string) => string;
}

/** What the things are called that rules and portraits speak of. */
export function useThingNames(): ThingNames {
  const language = useLanguage();
  const fields = useFieldNames();
  const { data } = useApi<RuleVocabulary>('/api/v1/rules/vocabulary');
  const nameOfTag = (key: string): string => {
    const whole = data?.tags.find((tag) => tag.key === key);
    if (whole !== undefined) return whole.name;
    const owner = data?.tags.find((tag) => key.startsWith(`${tag.key}.`));
    return owner === undefined ? key : `${owner.name} · ${fields.part(key.slice(owner.key.length + 1))}`;
  };
  const nameOfTrait = (path: string): string => {
    const own = fields.trait(path);
    return own === path ? (data?.traits.find((trait) => trait.path === path)?.[language] ?? path) : own;
  };
  return {
    of: (kind, key) => {
      if (kind === 'tag') return nameOfTag(key);
      if (kind === 'trait') return nameOfTrait(key);
      if (kind === 'metric') return data?.metrics.find((metric) => metric.key === key)?.[language] ?? key;
      if (kind === 'event') return data?.events.find(({ name }) => name === key)?.[language] ?? key;
      return data?.[kind === 'segment' ? 'segments' : 'lists'].find((each) => each.key === key)?.name ?? key;
    },
    segments: data?.segments ?? [],
    unitOf: (metric) => data?.metrics.find(({ key }) => key === metric)?.unit ?? '',
  };
}
