import type { TagShape, Vocabulary } from '../context.ts';
import type { Called } from '../rule.ts';
import { type Faults, nearest } from './faults.ts';
import { nameAt, type Scope } from './scope.ts';

export interface TagName extends Called {
  readonly key: string;
  readonly field: string | null;
}

/** Reads "key" or "key.field"; a key may hold dots itself. */
export function tagAt(json: unknown, place: string, scope: Scope): TagName | null {
  const { faults, vocabulary } = scope;
  const name = nameAt(json, place, faults, 'a tag');
  if (name === null) return null;
  const tag = vocabulary.tags.get(name);
  if (tag !== undefined)
    return tag.fields.length === 0 ? { key: name, field: null, ...called(name, vocabulary.names?.tags) } : choose(name, tag, place, faults);
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const [key, field] = [name.slice(0, dot), name.slice(dot + 1)];
    const composite = vocabulary.tags.get(key);
    if (composite?.fields.includes(field) === true) return { key, field, ...called(key, vocabulary.names?.tags) };
    if (composite !== undefined) return choose(key, composite, place, faults);
  }
  return faults.add(place, 'DQ_RULE_UNKNOWN_TAG', `there is no tag "${name}"`, nearest(name, vocabulary.tags.keys()));
}

/** What sentences call whatever has this key. */
export const called = (key: string, names: NonNullable<Vocabulary['names']>['tags'] | undefined): Called => {
  const name = names?.get(key);
  return name === undefined ? {} : { name };
};

function choose(key: string, tag: TagShape, place: string, faults: Faults): null {
  if (tag.fields.length === 0) return faults.add(place, 'DQ_RULE_UNKNOWN_TAG', `the tag "${key}" has no fields`, key);
  return faults.add(place, 'DQ_RULE_UNKNOWN_TAG', `the tag "${key}" is read by its fields ${tag.fields.join(', ')}`, `${key}.${tag.fields[0] ?? ''}`);
}
