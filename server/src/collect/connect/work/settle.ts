import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '#kernel';
import type { PostgresSession } from '#platform';
import { readRun } from '../run.store.ts';
import { countSlices, readSlice } from '../slice-import.store.ts';

const lookEveryMs = 200;

/** The run was stopped by somebody; what is in the log stays, and is had. */
export class Stopped extends Error {}

/** Throws Stopped. */
export async function requireRunning(pg: PostgresSession, run: number): Promise<void> {
  const state = (await readRun(pg, run))?.state;
  if (state !== 'running' && state !== 'waiting') throw new Stopped();
}

const isCode = (code: string): code is `DQ_${string}` => code.startsWith('DQ_');

/** Waits until every row of an import is in the log, synced. Throws what it failed with, or Stopped. */
export async function waitForLog(pg: PostgresSession, run: number, importId: string): Promise<void> {
  for (;;) {
    const slice = await readSlice(pg, importId);
    if (slice?.state === 'done' || slice?.phase === 'settling') return;
    if (slice?.state === 'failed') {
      const { code = 'DQ_IMPORT_CRASHED', message = 'the import failed' } = slice.error ?? {};
      throw new Fault(isCode(code) ? code : 'DQ_IMPORT_CRASHED', 400, message);
    }
    await requireRunning(pg, run);
    if (slice === undefined || slice.state === 'cancelled') throw new Fault('DQ_CANCELLED', 400, 'the import of this run was stopped');
    await sleep(lookEveryMs);
  }
}

/** Waits until all that the run brought can be queried, so that its counts are final. */
export async function waitForAll(pg: PostgresSession, run: number): Promise<void> {
  for (;;) {
    const [counts] = await countSlices(pg, [run]);
    if (counts === undefined || counts.open === 0) return;
    await requireRunning(pg, run);
    await sleep(lookEveryMs);
  }
}
