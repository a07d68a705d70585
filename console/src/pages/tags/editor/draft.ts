import type { DurationJson, TagDefinitionJson, TagView } from '@danqing/contracts';
import { type FirstWords, firstTypeOf, type FormName, startOf } from './forms.ts';

/** A tag on its way. */
export interface TagDraft {
  readonly name: string;
  readonly key: string;
  readonly category: string;
  readonly description: string;
  readonly owner: string;
  /** '' lets the server choose what fits the definition. */
  readonly refresh: TagView['refresh'] | '';
  readonly type: TagView['type'];
  readonly definition: TagDefinitionJson;
  readonly expiresAfter: DurationJson | null;
}

export const newDraft = (form: FormName, words: FirstWords, owner: string, key: string): TagDraft => ({
  name: '',
  key,
  category: '',
  description: '',
  owner,
  refresh: '',
  type: firstTypeOf(form),
  definition: startOf(form, words),
  expiresAfter: null,
});

export const draftOf = ({ name, key, category, description, owner, refresh, type, definition, expiresAfter }: TagView): TagDraft => ({
  name,
  key,
  category,
  description,
  owner,
  refresh,
  type,
  definition,
  expiresAfter,
});

/** The type that a definition's values have of themselves; what the type may be chosen for keeps the chosen one. */
export function typeFor({ definition, type }: Pick<TagDraft, 'definition' | 'type'>): TagView['type'] {
  if ('rule' in definition) return 'boolean';
  if ('feature' in definition) return definition.feature.as ?? 'number';
  if ('measure' in definition) return 'number';
  if ('top' in definition) return definition.top.k === 1 ? 'text' : 'list';
  if ('cases' in definition) {
    const values = [...definition.cases.map(({ value }) => value), ...(definition.else === undefined ? [] : [definition.else])];
    if (values.every((value) => typeof value === 'number')) return 'number';
    return values.every((value) => typeof value === 'boolean') ? 'boolean' : 'text';
  }
  if ('lifecycle' in definition || 'tiers' in definition || 'grid' in definition) return 'text';
  return type;
}

/** A key for a name: its Latin letters and digits, or something that is free. */
export function keyFor(name: string, fallback: string): string {
  const latin = name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[a-z][a-z0-9_]{2,}$/.test(latin) && /^[\x20-\x7e]+$/.test(name) ? latin.slice(0, 100) : fallback;
}
