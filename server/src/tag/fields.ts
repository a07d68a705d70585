import type { TagDefinitionJson } from '@danqing/contracts';

/** One part of a composite tag, read in rules as `key.name`. */
export interface TagField {
  readonly name: string;
  readonly type: 'number' | 'text' | 'boolean';
}

const rfmFields: readonly TagField[] = [
  ...['recency', 'frequency', 'monetary', 'r', 'f', 'm', 'score'].map((name) => ({ name, type: 'number' as const })),
  { name: 'tier', type: 'text' },
];

/** The parts of a tag with this definition; none for a simple one. */
/** All of them whatever is asked for, so that a rule that names one can be read after a feature has changed; what is not asked for is unknown. */
const featureFields = (type: 'number' | 'text'): readonly TagField[] => [
  { name: 'value', type },
  { name: 'imputed', type: 'boolean' },
  { name: 'outlier', type: 'boolean' },
  { name: 'distance', type: 'number' },
  { name: 'scaled', type: 'number' },
];

export function fieldsOf(definition: TagDefinitionJson): readonly TagField[] {
  if ('feature' in definition) return featureFields(definition.feature.as ?? 'number');
  return 'rfm' in definition ? rfmFields : [];
}
