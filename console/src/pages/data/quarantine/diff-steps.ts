import type { MendStep } from '@danqing/contracts';
import { isMap } from '../../../parts/is-map.ts';

/**
 * What somebody changed in a message, as steps: only what differs is written, so that what was shown masked stays as it is.
 * A list that was changed is written as a whole.
 */
export function diffSteps(before: unknown, after: unknown, prefix = ''): readonly MendStep[] {
  if (!isMap(before) || !isMap(after)) return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ do: 'set', path: prefix, value: after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): readonly MendStep[] => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (!Object.hasOwn(after, name)) return [{ do: 'drop', path }];
    if (!Object.hasOwn(before, name)) return [{ do: 'set', path, value: after[name] }];
    return diffSteps(before[name], after[name], path);
  });
}
