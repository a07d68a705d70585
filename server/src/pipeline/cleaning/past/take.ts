import { lockGraph, rootsOfProfiles } from '#identify';
import type { ClickHouse, EventLog, LogRecord, PostgresSession } from '#platform';
import { correctProfiles, readStored, rememberListPaths } from '#profile';
import type { SliceDeps } from '../../admit.ts';
import { placeInLog } from '#kernel';
import { putChanges } from '../../changes.store.ts';
import { type OutboxRow, putOutbox, recordedTokens } from '../../outbox.ts';
import { emptyParcel, packParcel } from '../../parcel.ts';
import { type Compared, compareRecords, type Difference } from './compare.ts';
import { advancePast, finishPast, nextPast, type Past } from './past.store.ts';

export interface PastDeps extends SliceDeps {
  readonly clickhouse: ClickHouse;
  readonly log: EventLog;
}

const batch = { maxEvents: 5_000, maxBytes: 32 * 1024 * 1024 };

/** Something that people asked for waits for ClickHouse: what is stored may be about to change, so this batch is read once more. */
class Elsewhere extends Error {}

/** How long batches are read on in which nothing is to be written: what comes in waits for that. */
const longestMs = 300;

/**
 * Goes on with the oldest task until there is something to deliver, or for a moment. Everything delivered before must be in ClickHouse. Returns the outbox row to deliver; undefined when nothing waits or
 * nothing differs so far.
 */
async function takePast(deps: PastDeps, now: number): Promise<OutboxRow | undefined> {
  const end = performance.now() + longestMs;
  for (;;) {
    const taken = await takeStretch(deps, now);
    if (taken !== 'nothing to write' || performance.now() > end) return typeof taken === 'string' ? undefined : taken;
  }
}

const mostAttempts = 6;

/** `takePast`, which gives a task up that fails again and again, with the reason: what comes in must not wait for it for ever. */
export function createPastReader(deps: PastDeps): (now: number) => Promise<OutboxRow | undefined> {
  let failures = 0;
  return async (now) => {
    try {
      const row = await takePast(deps, now);
      failures = 0;
      return row;
    } catch (error) {
      if (++failures < mostAttempts) throw error;
      const past = await nextPast(deps.pg);
      if (past !== undefined) await finishPast(deps.pg, past.id, error instanceof Error ? error.message.slice(0, 500) : 'unknown');
      failures = 0;
      return undefined;
    }
  };
}

/**
 * Holds the next stretch of the log against what is stored of it, and corrects what reads otherwise under the rules of now: traits in the same transaction that remembers how far it is, events by an
 * outbox row in its turn.
 */
async function takeStretch(deps: PastDeps, now: number): Promise<OutboxRow | 'nothing to write' | 'wait'> {
  const { pg, log, clickhouse } = deps;
  const past = await nextPast(pg);
  if (past === undefined) return 'wait';
  await deps.cleaning?.refresh();
  const records = log.read(past.nextPosition, batch).filter(({ position }) => position <= past.lastPosition);
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) {
    await finishPast(pg, past.id);
    return 'wait';
  }
  const isAsked = ({ workspace, sourceId }: LogRecord): boolean => {
    const source = deps.sources.byId(sourceId);
    return workspace === past.workspace && (past.sourceId ?? sourceId) === sourceId && source !== undefined && source.isRemoved !== true;
  };
  const own = records.filter(isAsked);
  const { events, sayings } =
    own.length === 0 ? { events: [], sayings: [] } : await readStored(clickhouse, { workspace: past.workspace, first: first.position, last: last.position });
  const compared = compareRecords(own, events, sayings, deps);
  const range = { first: first.position, last: last.position };
  try {
    return (await pg.transaction((tx) => correct(tx, past, compared, range, now))) ?? 'nothing to write';
  } catch (error) {
    if (error instanceof Elsewhere) return 'wait';
    throw error;
  }
}

const waiting = 'SELECT 1 AS row FROM pipeline.outbox WHERE starts_with(token, $1) LIMIT 1';

async function correct(
  tx: PostgresSession,
  past: Past,
  compared: Compared,
  { first, last }: { readonly first: number; readonly last: number },
  now: number,
): Promise<OutboxRow | undefined> {
  const { differences, looked, leftAlone, listPaths } = compared;
  const writes = !past.isDry && differences.length > 0;
  if (writes) {
    await lockGraph(tx);
    if ((await tx.query(waiting, [recordedTokens])).length > 0) throw new Elsewhere();
  }
  const isAdvanced = await advancePast(tx, past, {
    next: last + 1,
    looked,
    leftAlone,
    changedEvents: differences.length,
    changedValues: differences.reduce((sum, { values }) => sum + values, 0),
    changedTraits: differences.reduce((sum, { traits, gone }) => sum + traits.length + gone.length, 0),
    examples: differences.slice(0, 5).map(({ event }) => placeInLog(event.origin.position, event.index)),
  });
  if (!isAdvanced) throw new Elsewhere();
  return writes ? write(tx, past, differences, { first, last, now, listPaths }) : undefined;
}

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly now: number;
  readonly listPaths: Compared['listPaths'];
}

async function write(tx: PostgresSession, past: Past, differences: readonly Difference[], { first, last, now, listPaths }: Stretch): Promise<OutboxRow> {
  const homes = [...new Set(differences.map(({ home }) => home))];
  const roots = await rootsOfProfiles(tx, past.workspace, homes);
  const rootOf = (home: number): number => roots.get(home) ?? home;
  const corrections = differences
    .filter(({ traits, gone }) => traits.length + gone.length > 0)
    .map(({ event: { ts, messageId, origin }, home, traits, gone }) => ({
      homeId: home,
      rootId: rootOf(home),
      ts,
      messageId,
      sourceId: origin.sourceId,
      trust: origin.trust,
      traits,
      gone,
    }));
  const staged = await correctProfiles(tx, corrections, now);
  await rememberListPaths(tx, listPaths);
  const row = await putOutbox(tx, {
    token: `clean:${past.id}:${first}-${last}`,
    firstPosition: first,
    lastPosition: last,
    inserts: await packParcel({
      ...emptyParcel,
      staged,
      stagedWorkspaces: [past.workspace],
      corrections: differences.flatMap(({ line }) => line ?? []),
      sayings: differences.flatMap(({ sayings }) => (sayings === undefined ? [] : [JSON.stringify(sayings)])),
    }),
    counters: { sources: [], imports: [] },
  });
  const change = {
    workspace: past.workspace,
    profiles: new Set(homes.map(rootOf)),
    merged: new Set<number>(),
    events: new Set(differences.map(({ event }) => event.name)),
    hasIdentity: corrections.length > 0,
  };
  await putChanges(tx, row.id, [change]);
  return row;
}
