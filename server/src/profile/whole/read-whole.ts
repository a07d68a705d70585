import type { Caller, Masker } from '#govern';
import { readConsents, readSettings } from '#govern';
import type { Identity } from '#identify';
import { isJsonObject, type JsonValue } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { complaintsOf } from '../care/complaints.ts';
import { countOpenComplaints, readComplaintEvents } from '../care/complaints.read.ts';
import { readCores } from '../read/core.read.ts';
import { nestTraits, visibleTraits } from '../traits.ts';
import { readHabits, readSales, readTallies } from './summary.read.ts';
import { readTraits } from './traits.read.ts';
import { valueOf } from './value.ts';
import type { Whole } from './whole.ts';

export interface WholeDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly sourceName: (sourceId: number) => string | undefined;
}

/** The leaves of nested traits as whoever asks sees them, by the paths that are known. */
function leavesOf(nested: unknown, paths: Iterable<string>): ReadonlyMap<string, JsonValue> {
  const at = (path: string): unknown => path.split('.').reduce<unknown>((value, name) => (isJsonObject(value) ? value[name] : undefined), nested);
  return new Map(
    [...paths].flatMap((path): [string, JsonValue][] => {
      const value = at(path);
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[path, value]] : [];
    }),
  );
}

/** Everything that the picture of one customer is made from; what it reads, it reads at once. `at` in ms. */
export async function readWhole({ pg, clickhouse, sourceName }: WholeDeps, caller: Caller, identity: Identity, masker: Masker, at: number): Promise<Whole> {
  const { id, workspace, mergedIds, identifiers } = identity;
  const originIds = [id, ...mergedIds];
  const life = { workspace, originIds, at, timezone: caller.timezone };
  const coresThere = readCores(pg, [id]);
  const [cores, traitsSaid, events, habits, sales, consents, settings, complaintEvents, open] = await Promise.all([
    coresThere,
    coresThere.then((cores) => readTraits(clickhouse, life, cores.get(id), sourceName)),
    readTallies(clickhouse, life),
    readHabits(clickhouse, life),
    readSales(clickhouse, life),
    readConsents(pg, originIds),
    readSettings(pg, workspace),
    readComplaintEvents(clickhouse, life),
    countOpenComplaints(pg, originIds),
  ]);
  const document = cores.get(id)?.traits ?? {};
  const traits = new Map([...visibleTraits(document)].map(([path, { v }]) => [path, v]));
  const seen = masker.json({ traits: nestTraits(document) });
  return {
    at,
    timezone: caller.timezone,
    traits,
    told: leavesOf(isJsonObject(seen) ? seen['traits'] : undefined, traits.keys()),
    identifiers,
    events,
    habits,
    value: valueOf(sales, at, settings.currency),
    consents: [...consents.values()].flat(),
    merged: mergedIds.length,
    disputed: traitsSaid.filter(({ others }) => others.length > 0).map(({ trait }) => trait),
    openComplaints: open + complaintsOf(complaintEvents).filter(({ state }) => state === 'open').length,
    sources: habits.sources.length,
  };
}
