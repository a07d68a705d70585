import { type QualityDimension, type QualityThreshold, usualThresholds } from '@danqing/contracts';

/** What is measured: a field, or a source as a whole (field ''). */
export interface Measured {
  readonly source: string;
  readonly event: string;
  readonly field: string;
}

/** Any event. */
const anyEvent = '*';

/** The least that is wanted of a figure: what people said most exactly (a source outweighs a field, a field an event), else the usual; null: it is not watched. */
export function leastOf(overrides: readonly QualityThreshold[], dimension: QualityDimension, { source, event, field }: Measured): number | null {
  let found: { readonly rank: number; readonly least: number | null } = { rank: -1, least: usualThresholds[dimension] };
  for (const one of overrides) {
    if (one.dimension !== dimension) continue;
    if ((one.source !== '' && one.source !== source) || (one.field !== '' && one.field !== field) || (one.event !== anyEvent && one.event !== event)) continue;
    const rank = (one.source === '' ? 0 : 4) + (one.field === '' ? 0 : 2) + (one.event === anyEvent ? 0 : 1);
    if (rank > found.rank) found = { rank, least: one.least };
  }
  return found.least;
}
