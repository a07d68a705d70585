import type { PostgresSession } from '#platform';
import type { Volume } from './catalogue/volume.ts';
import { raiseVolumes } from './catalogue/volume.store.ts';
import type { DidCount } from './cleaning/did-count.ts';
import { raiseDid } from './cleaning/did.store.ts';
import type { BreachCount } from './plan/breach-count.ts';
import { raiseBreaches } from './plan/breach.store.ts';

/** How the events of one source ended; negative parked: moved out of quarantine. */
interface SourceCount {
  readonly sourceId: number;
  readonly workspace: number;
  passed: number;
  readonly dropped: Record<string, number>;
  readonly parked: Record<string, number>;
  /** When the newest of them was received; rows of an earlier version do not say. */
  lastAt?: number;
}

interface ImportCount {
  readonly importId: string;
  passed: number;
  duplicates: number;
  dropped: number;
  parked: number;
}

/** What a slice adds to the counters once ClickHouse has it. Plain JSON: it waits in the outbox. */
export interface Counters {
  readonly sources: readonly SourceCount[];
  readonly imports: readonly ImportCount[];
  /** What passed, by name and day: the catalogue. Rows of an earlier version do not say. */
  readonly volumes?: readonly Volume[];
  /** What was not as planned. */
  readonly breaches?: readonly BreachCount[];
  /** What the cleaning rules did. */
  readonly did?: readonly DidCount[];
}

interface Place {
  readonly workspace: number;
  readonly sourceId: number;
  readonly importId: string | undefined;
  readonly receivedAt: number;
}

export interface Tally {
  passed(place: Place, events?: number): void;
  dropped(place: Place, reason: string, events?: number): void;
  parked(place: Place, reason: string, events?: number): void;
  result(): Counters;
}

const raise = (counts: Record<string, number>, reason: string, events: number): void => {
  counts[reason] = (counts[reason] ?? 0) + events;
};

export function createTally(): Tally {
  const sources = new Map<number, SourceCount>();
  const imports = new Map<string, ImportCount>();
  const sourceOf = ({ sourceId, workspace, receivedAt }: Place): SourceCount => {
    const count = sources.get(sourceId) ?? { sourceId, workspace, passed: 0, dropped: {}, parked: {} };
    count.lastAt = Math.max(count.lastAt ?? 0, receivedAt);
    sources.set(sourceId, count);
    return count;
  };
  const importOf = ({ importId }: Place): ImportCount | undefined => {
    if (importId === undefined) return undefined;
    const count = imports.get(importId) ?? { importId, passed: 0, duplicates: 0, dropped: 0, parked: 0 };
    imports.set(importId, count);
    return count;
  };
  return {
    passed: (place, events = 1) => {
      sourceOf(place).passed += events;
      const count = importOf(place);
      if (count !== undefined) count.passed += events;
    },
    dropped: (place, reason, events = 1) => {
      raise(sourceOf(place).dropped, reason, events);
      const count = importOf(place);
      if (count === undefined) return;
      count.dropped += events;
      if (reason === 'duplicate') count.duplicates += events;
    },
    parked: (place, reason, events = 1) => {
      raise(sourceOf(place).parked, reason, events);
      const count = importOf(place);
      if (count !== undefined) count.parked += events;
    },
    result: () => ({ sources: [...sources.values()], imports: [...imports.values()] }),
  };
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, events) => total + events, 0);

const raiseSources = `
  INSERT INTO pipeline.counter AS c (source_id, workspace, passed, dropped, parked, last_at)
  SELECT source_id, workspace, passed, dropped, parked, to_timestamp(last_at / 1000.0)
  FROM unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) AS n (source_id, workspace, passed, dropped, parked, last_at)
  ON CONFLICT (source_id) DO UPDATE SET passed = c.passed + excluded.passed, dropped = c.dropped + excluded.dropped, parked = c.parked + excluded.parked,
    last_at = greatest(c.last_at, excluded.last_at)`;

const raiseReasons = `
  INSERT INTO pipeline.reason_counter AS c (source_id, outcome, reason, events)
  SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[])
  ON CONFLICT (source_id, outcome, reason) DO UPDATE SET events = c.events + excluded.events`;

const raiseImports = `
  INSERT INTO pipeline.import_counter AS c (import_id, passed, duplicates, dropped, parked)
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
  ON CONFLICT (import_id) DO UPDATE SET passed = c.passed + excluded.passed, duplicates = c.duplicates + excluded.duplicates,
    dropped = c.dropped + excluded.dropped, parked = c.parked + excluded.parked`;

/** Adds a slice's counts, in the transaction that removes its outbox row. */
export async function raiseCounters(tx: PostgresSession, { sources, imports, volumes = [], breaches = [], did = [] }: Counters): Promise<void> {
  if (sources.length > 0) {
    await tx.query(raiseSources, [
      sources.map((one) => one.sourceId),
      sources.map((one) => one.workspace),
      sources.map((one) => one.passed),
      sources.map((one) => sum(one.dropped)),
      sources.map((one) => sum(one.parked)),
      sources.map((one) => one.lastAt ?? null),
    ]);
    const reasons = sources.flatMap(({ sourceId, dropped, parked }) => [
      ...Object.entries(dropped).map(([reason, events]) => ({ sourceId, outcome: 'drop', reason, events })),
      ...Object.entries(parked).map(([reason, events]) => ({ sourceId, outcome: 'park', reason, events })),
    ]);
    if (reasons.length > 0) {
      await tx.query(raiseReasons, [
        reasons.map((one) => one.sourceId),
        reasons.map((one) => one.outcome),
        reasons.map((one) => one.reason),
        reasons.map((one) => one.events),
      ]);
    }
  }
  if (imports.length > 0) {
    await tx.query(raiseImports, [
      imports.map((one) => one.importId),
      imports.map((one) => one.passed),
      imports.map((one) => one.duplicates),
      imports.map((one) => one.dropped),
      imports.map((one) => one.parked),
    ]);
  }
  await raiseVolumes(tx, volumes);
  await raiseBreaches(tx, breaches);
  await raiseDid(tx, did);
}
