import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import { type ImportOutcome, readImport, readSpooled, readUnfinishedImports, type StoredImport } from './import.read.ts';
import { markDone, markFailed, markFileGone, markStarted } from './import.store.ts';
import { removeSpooled } from './remove-files.ts';
import { forgetRows } from './rejected-file.ts';
import { workFolder } from './work.ts';

/** A process that works on one import (`workOnImport`). */
export interface ImportProcess {
  /** Its exit code when it ends by itself; null when it was killed. */
  readonly ended: Promise<number | null>;
  /** Tells it how far the pipeline is. */
  tellDelivered(position: number): void;
  kill(): void;
}

export interface ImportRunnerDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The folder of imports in the data folder. */
  readonly folder: string;
  launch(importId: string): ImportProcess;
  /** The last log position of which everything can be queried. */
  delivered(): Promise<number>;
  outcomeOf(importId: string): Promise<ImportOutcome>;
  /** Imports that run at once; dry runs and recognitions have two places besides. */
  readonly concurrency?: number;
}

export interface ImportRunner {
  /** Ends the processes; what they were at is resumed at the next start. */
  stop(): Promise<void>;
}

const lookEveryMs = 250;
const maxAttempts = 5;
const spoolKeptMs = 3_600_000;
/** Somebody may come back to a file that was dropped and not imported yet. */
const uploadKeptMs = 7 * 86_400_000;
const cleanEveryMs = 60_000;

/**
 * Works off the queue of imports: starts a process for each, resumes what a crash interrupted, kills what was cancelled, and calls an import done when the pipeline has
 * delivered its last record. Everything it needs to know stands in the table, so a new runner goes on where the last one was.
 */
export function startImportRunner(deps: ImportRunnerDeps): ImportRunner {
  const { pg, clock, logger, folder, concurrency = 1 } = deps;
  const processes = new Map<string, ImportProcess & { readonly isDryRun: boolean }>();
  const unwanted = new Set<string>();
  let isStopping = false;
  let cleanedAt = 0;

  const start = async ({ id, isDryRun, attempts }: StoredImport): Promise<void> => {
    const at = new Date(clock.now());
    if (attempts >= maxAttempts) {
      await markFailed(
        pg,
        id,
        { code: 'DQ_IMPORT_CRASHED', message: `the import's process ended ${attempts} times without a result; the server log says more` },
        at,
      );
      return;
    }
    if (!(await markStarted(pg, id, at))) return;
    const process = { ...deps.launch(id), isDryRun };
    processes.set(id, process);
    void process.ended.then(async (code) => {
      const isUnwanted = unwanted.delete(id);
      if (code !== 0 && !isStopping && !isUnwanted) {
        logger.warn({ importId: id, code }, 'an import process ended early; it is resumed');
        await sleep(1000); // a process that dies at once must not be started as fast as it dies
      }
      processes.delete(id);
    });
  };

  /** What has ended or was cancelled meanwhile: its process may still be putting its things away. */
  const end = (id: string, process: ImportProcess): void => {
    unwanted.add(id);
    process.kill();
  };

  const look = async (): Promise<void> => {
    const unfinished = await readUnfinishedImports(pg);
    for (const [id, process] of processes) if (!unfinished.some((one) => one.id === id)) end(id, process);
    if (unfinished.length === 0) return;
    const delivered = await deps.delivered();
    for (const process of processes.values()) process.tellDelivered(delivered);
    for (const one of unfinished) {
      if (one.phase === 'settling') {
        if (one.lastPosition === null || delivered >= one.lastPosition) await markDone(pg, one.id, await deps.outcomeOf(one.id), new Date(clock.now()));
      } else if (!processes.has(one.id)) {
        const running = [...processes.values()].filter((process) => process.isDryRun === one.isDryRun).length;
        if (running < (one.isDryRun ? 2 : concurrency)) await start(one);
      }
    }
  };

  const clean = async (): Promise<void> => {
    if (clock.now() - cleanedAt < cleanEveryMs) return;
    cleanedAt = clock.now();
    for (const { id, file } of await readSpooled(pg, new Date(clock.now() - spoolKeptMs), new Date(clock.now() - uploadKeptMs))) {
      await removeSpooled(file);
      await rm(workFolder(folder, id), { recursive: true, force: true });
      await markFileGone(pg, id);
    }
    await forgetRows(folder, clock.now());
  };

  const loop = async (): Promise<void> => {
    while (!isStopping) {
      try {
        await look();
        await clean();
      } catch (error) {
        // PostgreSQL restarts now and then; the queue waits.
        logger.error({ err: error }, 'the queue of imports could not be worked on; trying again');
        await sleep(1000);
      }
      await sleep(lookEveryMs);
    }
  };

  const looping = loop();
  return {
    stop: async () => {
      isStopping = true;
      for (const process of processes.values()) process.kill();
      await Promise.all([looping, ...[...processes.values()].map((process) => process.ended)]);
    },
  };
}

/** An import by its id, in the workspace that asks. */
export async function findImport(pg: Postgres, workspace: number, id: string): Promise<StoredImport | undefined> {
  const stored = await readImport(pg, id);
  return stored?.workspace === workspace ? stored : undefined;
}
