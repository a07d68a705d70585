import type { QualityFinding } from '@danqing/contracts';
import type { SourceDirectory } from '#govern';
import type { PostgresSession } from '#platform';
import { findingsOf } from './report/findings.ts';
import { readAround, readCounted } from './report/load.ts';
import { fieldParts } from './report/parts.ts';
import { periodOf } from './report/period.ts';

/** A figure that is below its threshold, or was and is not far enough above it yet. */
export interface Standing {
  readonly finding: QualityFinding;
  readonly isBelow: boolean;
}

/** What was below is well again a fifth of the way from its threshold to the whole. */
const wellAbove = 0.2;

/** What is wrong with the data of the last days, for whoever watches. What definitions read is not asked for: a field is expected by what most messages have and the tracking plan wants. */
export async function readStandings(
  { pg, sources, now }: { readonly pg: PostgresSession; readonly sources: SourceDirectory; readonly now: number },
  of: { readonly workspace: number; readonly timezone: string },
  days: number,
): Promise<readonly Standing[]> {
  const none = { events: new Map(), properties: new Map(), traits: new Map() };
  const deps = { pg, sources, clock: { now: () => now }, usesOf: () => Promise.resolve(none) };
  const period = await periodOf(deps, of, days);
  // Of data that came once, long ago, nobody needs to be told again and again.
  if (!period.isLatest) return [];
  const [counted, around] = await Promise.all([readCounted(deps, period.now, period.received, true), readAround(deps, of.workspace)]);
  const fields = fieldParts(counted, around);
  const nameOf = ({ dimension, source, event, field }: QualityFinding): string => `${dimension}/${source}/${event}/${field}`;
  const below = findingsOf(counted, around, fields);
  const known = new Set(below.map(nameOf));
  const stricter = {
    ...around,
    leastOf: (...asked: Parameters<typeof around.leastOf>) => {
      const least = around.leastOf(...asked);
      return least === null ? null : least + (1 - least) * wellAbove;
    },
  };
  const near = findingsOf(counted, stricter, fields).filter((finding) => !known.has(nameOf(finding)));
  return [...below.map((finding) => ({ finding, isBelow: true })), ...near.map((finding) => ({ finding, isBelow: false }))];
}
