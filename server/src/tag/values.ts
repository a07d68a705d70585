import type { TagDefinitionJson, TagValue } from '@danqing/contracts';
import type { TagType } from '#compile';
import type { TagField } from './fields.ts';

/** A value as the stores hold it: exact text, or a list's items, and the parts of a composite tag. */
export interface StoredValue {
  readonly text: string;
  readonly items: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** A value as the API shows it; of a composite tag, its parts with the value itself as `value`. */
export type ShownValue = TagValue | Readonly<Record<string, TagValue>>;

function simpleValue(type: TagType, stored: Pick<StoredValue, 'text' | 'items'>): TagValue {
  switch (type) {
    case 'boolean':
      return stored.text === 'true';
    case 'number':
      return Number(stored.text);
    case 'list':
      return [...stored.items];
    case 'text':
    case 'date':
      return stored.text;
  }
}

export function shownValue(type: TagType, parts: readonly TagField[], stored: StoredValue): ShownValue {
  const value = simpleValue(type, stored);
  if (parts.length === 0) return value;
  const shown: Record<string, TagValue> = { value };
  for (const { name, type } of parts) {
    const text = stored.fields[name];
    if (text !== undefined) shown[name] = type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text;
  }
  return shown;
}

/** What goes with a value and no rule reads: the scores of a ranking, the moves of a lifecycle. Numbers where it is numbers. */
export function detailsOf(definition: TagDefinitionJson, { fields }: Pick<StoredValue, 'fields'>): Readonly<Record<string, string | number>> | undefined {
  if ('top' in definition) return Object.fromEntries(Object.entries(fields).map(([name, score]) => [name, Number(score)]));
  return 'lifecycle' in definition ? fields : undefined;
}

const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value));

/** Whether a value that somebody sent can be this type's. */
export function isOfType(type: TagType, value: unknown): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
    case 'date':
      return isDate(value);
    case 'list':
      return Array.isArray(value);
  }
}
