import type { ProfileTag } from '@danqing/contracts';
import { isMap } from '../../../parts/is-map.ts';

/** A tag of several fields shows the one that sums it up. */
export const summaryOf = (value: unknown): unknown => (isMap(value) ? (value['tier'] ?? value['value'] ?? value['score'] ?? value) : value);

/** The tag that says where in life they stand, whichever pack or person made it. */
export const stageOf = (tags: readonly ProfileTag[] | undefined): ProfileTag | undefined =>
  tags?.find(({ tag, category }) => /^lifecycle|life_stage|lifecycle_stage$/.test(tag) || /^(生命周期|Lifecycle)\/(阶段|Stage)$/.test(category));
