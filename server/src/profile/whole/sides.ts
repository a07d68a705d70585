import type { MergeSides } from '@danqing/contracts';
import { readConsents } from '#govern';
import { readMergeSides } from '#identify';
import { notFound } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { countCare } from '../care/care.read.ts';
import { ownTraits, readStoredCores } from '../core.store.ts';
import { readActivity } from '../read/activity.read.ts';
import { mergeTraits, nestTraits, type TraitDocument } from '../traits.ts';

interface SidesDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

const momentOf = (ms: number | undefined): string | null => (ms === undefined || !Number.isFinite(ms) ? null : new Date(ms).toISOString());

/** What each side would get if a merge was undone now: identifiers, attributes, how much happened, what was allowed and written down. Throws DQ_NOT_FOUND. */
export async function mergeSides({ pg, clickhouse }: SidesDeps, workspace: number, mergeId: number): Promise<MergeSides> {
  const found = await readMergeSides(pg, workspace, mergeId);
  if (found === undefined) throw notFound(`a merge ${mergeId} that stands`);
  const homes = found.sides.flatMap((side) => side.homes);
  const [cores, activities, consents, care] = await Promise.all([
    readStoredCores(pg, homes),
    readActivity(clickhouse, workspace, homes),
    readConsents(pg, homes),
    countCare(pg, homes),
  ]);
  const sum = (side: readonly number[], of: (home: number) => number): number => side.reduce((total, home) => total + of(home), 0);
  return {
    mergeId,
    isExact: found.isExact,
    sides: found.sides.map((side) => {
      const done = side.homes.flatMap((home) => activities.get(home) ?? []);
      return {
        profile: side.rootId,
        identifiers: side.identifiers.map(({ kind, value }) => ({ kind, value })),
        traits: nestTraits(side.homes.reduce<TraitDocument>((document, home) => mergeTraits(document, ownTraits(cores.get(home))), {})),
        eventCount: done.reduce((total, { events }) => total + events, 0),
        firstSeenAt: done.length === 0 ? null : momentOf(Math.min(...done.map(({ firstAt }) => firstAt))),
        lastSeenAt: done.length === 0 ? null : momentOf(Math.max(...done.map(({ lastAt }) => lastAt))),
        consents: sum(side.homes, (home) => consents.get(home)?.filter(({ isCarried }) => isCarried !== true).length ?? 0),
        care: sum(side.homes, (home) => care.get(home) ?? 0),
      };
    }),
  };
}
