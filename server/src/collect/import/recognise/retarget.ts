import type { ImportTableKind } from '@danqing/contracts';
import { ownTarget } from './decide.ts';

const isAbout = (kind: ImportTableKind): 'people' | 'things' | 'events' =>
  kind === 'products' ? 'things' : kind === 'customers' || kind === 'unknown' ? 'people' : 'events';

/** What a column becomes when the table turns out to be of another kind: who it is about stays, the rest is said of what the table is now about. */
export function retarget(kind: ImportTableKind, target: string, name: string, index: number): string {
  const [part = '', ...rest] = target.split(':');
  const path = rest.join(':');
  const about = isAbout(kind);
  if (target === 'ignore') return target;
  if (about === 'people')
    return part === 'identifier' || part === 'trait' || part === 'consent' || part === 'address' ? target : ownTarget(kind, name, index, true);
  if (about === 'things')
    return part === 'key' || part === 'attribute' ? target : part === 'product' ? `attribute:${path}` : ownTarget(kind, name, index, true);
  if (part === 'attribute') return `product:${path}`;
  if (part === 'key') return 'product:sku';
  return target;
}
