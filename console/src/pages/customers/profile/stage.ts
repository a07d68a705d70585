import type { ProfileTag } from '@danqing/contracts';
import { isMap } from '../../../parts/is-map.ts';

/** A tag of several fields shows the one that sums it up. */
export const summaryOf = (value: unknown): unknown => (isMap(value) ? (value['value'] ?? value['tier'] ?? value['score'] ?? value) : value);

/** The tag that says where in life they stand, whichever pack or person made it. */
export const stageOf = (tags: readonly ProfileTag[] | undefined): ProfileTag | undefined =>
  tags?.find(({ tag }) => /^lifecycle(_stage)?$/.test(tag)) ?? tags?.find(({ category }) => /^(生命周期|Lifecycle)\/(阶段|Stage)$/.test(category));

/** What a value must not be shown without: that nobody said it, or that it is far out. */
export const marksOf = ({ value }: ProfileTag): readonly ('imputed' | 'outlier')[] =>
  isMap(value) ? (['imputed', 'outlier'] as const).filter((mark) => String(value[mark]) === 'true') : [];
