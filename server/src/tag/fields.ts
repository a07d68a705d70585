import type { TagDefinitionJson } from '@danqing/contracts';

/** One part of a composite tag, read in rules as `key.name`. */
export interface TagField {
  readonly name: string;
  readonly type: 'number' | 'text';
}

const rfmFields: readonly TagField[] = [
  ...['recency', 'frequency', 'monetary', 'r', 'f', 'm', 'score'].map((name) => ({ name, type: 'number' as const })),
  { name: 'tier', type: 'text' },
];

/** The parts of a tag with this definition; none for a simple one. */
export const fieldsOf = (definition: TagDefinitionJson): readonly TagField[] => ('rfm' in definition ? rfmFields : []);
