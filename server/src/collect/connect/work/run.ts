import { Fault } from '#kernel';
import { readConnection, noteFailure, noteSuccess, setNext } from '../connection.store.ts';
import { endRun, markRunning } from '../run.store.ts';
import { nextRunAt, retryAt } from '../schedule.ts';
import { cancelSlices } from '../slice-import.store.ts';
import type { StoredConnection, StoredRun } from '../types.ts';
import type { ConnectDeps } from './deps.ts';
import { isFiles, runFiles } from './files-run.ts';
import { failingNotice, mendedNotice } from './notices.ts';
import { isQuery, runQuery } from './query-run.ts';
import { Stopped, waitForAll } from './settle.ts';

/** One run from wherever it is to its end. A fault of the place, the query or the mapping ends it as failed; anything else is thrown, and it will be resumed. */
export async function workOnRun(run: StoredRun, deps: ConnectDeps): Promise<void> {
  const { pg, clock } = deps;
  const connection = await readConnection(pg, run.connection);
  if (connection === undefined) return; // removed meanwhile, and its runs with it
  await markRunning(pg, run.id, new Date(clock.now()));
  try {
    if (isQuery(connection)) await runQuery(run, connection, deps);
    else if (isFiles(connection)) await runFiles(run, connection, deps);
    await waitForAll(pg, run.id);
  } catch (error) {
    if (error instanceof Stopped) return await leave(run, connection, deps);
    if (!(error instanceof Fault)) throw error;
    return await failed(run, connection, error, deps);
  }
  const at = new Date(clock.now());
  await pg.transaction(async (tx) => {
    if (!(await endRun(tx, run.id, 'done', at))) return;
    await noteSuccess(tx, connection.id, at, nextRunAt(connection.schedule, at.getTime(), deps.timezoneOf(connection.workspace)));
    if (connection.failures >= tellAfter) await deps.tell(tx, mendedNotice(connection, run, at));
  });
}

/** Somebody stopped it: the next run goes on by the clock. */
async function leave(run: StoredRun, { id, schedule, workspace }: StoredConnection, { pg, clock, timezoneOf }: ConnectDeps): Promise<void> {
  const now = clock.now();
  await pg.transaction(async (tx) => {
    await cancelSlices(tx, run.id, new Date(now));
    await setNext(tx, id, nextRunAt(schedule, now, timezoneOf(workspace)));
  });
}

/** A single failure may be a restart of the other side. */
const tellAfter = 2;

async function failed(run: StoredRun, connection: StoredConnection, { code, message }: Fault, { pg, clock, tell }: ConnectDeps): Promise<void> {
  const at = new Date(clock.now());
  await pg.transaction(async (tx) => {
    await cancelSlices(tx, run.id, at);
    if (!(await endRun(tx, run.id, 'failed', at, { code, message }))) return;
    const failures = await noteFailure(tx, connection.id);
    const next = retryAt(connection.schedule, at.getTime(), failures);
    await setNext(tx, connection.id, next);
    if (failures === tellAfter || (failures === 1 && next === null)) await tell(tx, failingNotice(connection, run, { code, message }, at));
  });
}
