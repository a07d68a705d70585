import type { DatabasePlace, QueryPull } from '@danqing/contracts';
import { Fault } from '#kernel';
import { saveNewest, savePosition } from '../connection.store.ts';
import type { Start } from '../position.ts';
import { clearPending, countRows } from '../run.store.ts';
import { passwordOf } from '../secret.ts';
import { openSpool, type Spool } from '../spool.ts';
import { openKnownRows, takeOver } from '../sql/known-rows.ts';
import { openSql } from '../sql/open.ts';
import type { SqlReader } from '../sql/reader.ts';
import { mappingOfRows, placeKey } from '../sql/row-id.ts';
import { readAllRows, readNewest, readNewRows, type Slice, usualLimits } from '../sql/slice.ts';
import type { Pending, StoredConnection, StoredRun } from '../types.ts';
import { beginSlice, nextSliceOf } from './begin-slice.ts';
import type { ConnectDeps } from './deps.ts';
import { requireRunning, waitForLog } from './settle.ts';

const statementTimeoutMs = 600_000;
const newestTimeoutMs = 15_000;

type QueryConnection = StoredConnection & { readonly place: DatabasePlace; readonly pull: QueryPull };

export const isQuery = (connection: StoredConnection): connection is QueryConnection =>
  (connection.place.kind === 'postgres' || connection.place.kind === 'mysql') && 'query' in connection.pull;

/**
 * Reads what is new, slice by slice: rows → a file, synced → an import, whose appends are synced → the position. So whatever is behind the position is in the log, and what a
 * kill leaves undone is read again; the ids of its rows make that harmless.
 */
export async function runQuery(run: StoredRun, connection: QueryConnection, deps: ConnectDeps): Promise<void> {
  const { pg } = deps;
  const { position } = connection;
  let pending = run.pending;
  let start: Start = position === null ? { kind: 'beginning' } : { kind: 'since', position, lookBack: lookBackOf(connection.pull) };
  let isFirst = pending === null;
  for (;;) {
    if (pending?.kind === 'rows') {
      await waitForLog(pg, run.id, pending.import);
      await haveRows(run, connection, pending, deps);
      if (!pending.isMore || pending.position === null) return;
      start = { kind: 'after', position: pending.position };
    }
    await requireRunning(pg, run.id);
    const next = await nextSlice(run, connection, start, deps);
    if (isFirst) await noteNewest(connection, next, deps);
    isFirst = false;
    if (next.pending === null) return;
    pending = next.pending;
  }
}

/** Seconds for a column of time, ids for a serial: transactions that began earlier may commit later. */
const usualLookBack = 300;
const lookBackOf = ({ lookBack }: QueryPull): number => lookBack ?? usualLookBack;

/** The slice is in the log: the position follows, or what the rows of a full read were. */
async function haveRows(
  run: StoredRun,
  connection: QueryConnection,
  { position }: Extract<Pending, { kind: 'rows' }>,
  { pg, folder }: ConnectDeps,
): Promise<void> {
  if (connection.pull.read === 'all') await takeOver(folder, connection.id);
  await pg.transaction(async (tx) => {
    if (position !== null) await savePosition(tx, connection.id, position);
    await clearPending(tx, run.id);
  });
}

interface NextSlice extends Slice {
  readonly pending: Extract<Pending, { kind: 'rows' }> | null;
}

const ask = ({ place, secret }: QueryConnection, { seal, networks }: ConnectDeps, timeoutMs: number): Promise<SqlReader> =>
  openSql(place, { networks, password: passwordOf(seal, secret), timeoutMs });

/** Reads the next rows into a file and queues their import. */
async function nextSlice(run: StoredRun, connection: QueryConnection, start: Start, deps: ConnectDeps): Promise<NextSlice> {
  const { pg, folder } = deps;
  const next = await nextSliceOf(run, deps);
  const spool = await openSpool(next.file);
  const slice = await fetchInto(spool, run, connection, start, deps).catch(async (error: unknown) => {
    await spool.drop();
    throw error;
  });
  const counts = { read: slice.read, unchanged: slice.read - slice.written };
  if (slice.written === 0) {
    await spool.drop();
    await countRows(pg, run.id, counts);
    if (connection.pull.read === 'all') await takeOver(folder, connection.id);
    return { ...slice, pending: null };
  }
  await spool.keep();
  const pending = { kind: 'rows' as const, import: next.id, position: slice.position, isMore: slice.isMore };
  const { name, mapping } = connection;
  await beginSlice(
    run,
    connection,
    { ...next, pending, counts, fileName: `${name} · ${next.number}`, mapping: mappingOfRows(mapping), totalBytes: spool.bytes() },
    deps,
  );
  return { ...slice, pending };
}

async function fetchInto(spool: Spool, run: StoredRun, connection: QueryConnection, start: Start, deps: ConnectDeps): Promise<Slice> {
  const reader = await ask(connection, deps, statementTimeoutMs);
  try {
    return await readRows(reader, run, connection, start, deps, spool);
  } finally {
    await reader.close();
  }
}

async function readRows(
  reader: SqlReader,
  run: StoredRun,
  { id, place, pull, mapping, reading }: QueryConnection,
  start: Start,
  { folder, limits = usualLimits }: ConnectDeps,
  spool: Spool,
): Promise<Slice> {
  const isEvent = mapping.when !== undefined && mapping.entity === undefined;
  const again = isEvent || reading === 0 ? '' : `.again${reading}`;
  if (pull.read === 'new') return await readNewRows(reader, { pull, group: mapping.group, place: placeKey(place), start, limits, suffix: again }, spool);
  const known = await openKnownRows(folder, id);
  const slice = await readAllRows(
    reader,
    { pull, isGrouped: mapping.group !== undefined, place: placeKey(place), suffix: isEvent ? '' : `.${run.id}` },
    known,
    spool,
  );
  await known.save();
  return slice;
}

/** What the place has at most: the last row where the first slice has everything, otherwise it is asked; unknown where that takes long. */
async function noteNewest(connection: QueryConnection, { isMore, position }: Slice, deps: ConnectDeps): Promise<void> {
  if (connection.pull.read === 'all') return;
  const newest = isMore ? await askNewest(connection, deps) : (position?.value ?? null);
  await saveNewest(deps.pg, connection.id, newest, new Date(deps.clock.now()));
}

async function askNewest(connection: QueryConnection, deps: ConnectDeps): Promise<string | null> {
  const reader = await ask(connection, deps, newestTimeoutMs);
  try {
    return await readNewest(reader, connection.pull);
  } catch (error) {
    if (error instanceof Fault && error.code === 'DQ_CONNECTION_TIMEOUT') return null; // without an index on the column
    throw error;
  } finally {
    await reader.close();
  }
}
