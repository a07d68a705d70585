import type { RevisionView } from '@danqing/contracts';
import { isMap } from '../is-map.ts';

const known = ['name', 'description', 'rule', 'definition', 'refresh', 'folder', 'category', 'owner', 'type', 'kind', 'parts'] as const;
export type ChangedField = (typeof known)[number] | 'other';

/** Which fields of a definition differ between two of its revisions; whatever has no word of its own is `other`. */
export function changedFields(before: RevisionView['body'], after: RevisionView['body']): readonly ChangedField[] {
  if (!isMap(before) || !isMap(after)) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const fields = names.map((name): ChangedField => known.find((one) => one === name) ?? 'other');
  return [...new Set(fields)];
}
