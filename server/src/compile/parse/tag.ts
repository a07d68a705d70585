import type { TagShape } from '../context.ts';
import { type Faults, nearest } from './faults.ts';
import { nameAt, type Scope } from './scope.ts';

export interface TagName {
  readonly key: string;
  readonly field: string | null;
}

/** Reads "key" or "key.field"; a key may hold dots itself. */
export function tagAt(json: unknown, place: string, scope: Scope): TagName | null {
  const { faults, vocabulary } = scope;
  const name = nameAt(json, place, faults, 'a tag');
  if (name === null) return null;
  const tag = vocabulary.tags.get(name);
  if (tag !== undefined) return tag.fields.length === 0 ? { key: name, field: null } : choose(name, tag, place, faults);
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const [key, field] = [name.slice(0, dot), name.slice(dot + 1)];
    const composite = vocabulary.tags.get(key);
    if (composite?.fields.includes(field) === true) return { key, field };
    if (composite !== undefined) return choose(key, composite, place, faults);
  }
  return faults.add(place, 'DQ_RULE_UNKNOWN_TAG', `there is no tag "${name}"`, nearest(name, vocabulary.tags.keys()));
}

function choose(key: string, tag: TagShape, place: string, faults: Faults): null {
  if (tag.fields.length === 0) return faults.add(place, 'DQ_RULE_UNKNOWN_TAG', `the tag "${key}" has no fields`, key);
  return faults.add(place, 'DQ_RULE_UNKNOWN_TAG', `the tag "${key}" is read by its fields ${tag.fields.join(', ')}`, `${key}.${tag.fields[0] ?? ''}`);
}
