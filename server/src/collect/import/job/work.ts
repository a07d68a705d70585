import { join } from 'node:path';
import { type Clock, Fault, objectAt } from '#kernel';
import type { EventLog, Postgres } from '#platform';
import { recogniseFile } from '../recognise/recognise.ts';
import { dryRunImport } from '../run/dry-run.ts';
import type { PeopleRules } from '../run/people.ts';
import { runImport } from '../run/run.ts';
import type { Tally } from '../run/tally.ts';
import { readImport, type StoredImport } from './import.read.ts';
import { markDryRunDone, markFailed, markWritten, saveProgress, saveReport } from './import.store.ts';
import { rejectedFile, rowWriter, skippedFile } from './rejected-file.ts';

export interface ImportWorkDeps {
  readonly pg: Postgres;
  readonly log: EventLog;
  readonly clock: Clock;
  /** The folder of imports in the data folder. */
  readonly folder: string;
  /** The last log position of which everything can be queried, as far as is known here. */
  delivered(): number;
  /** How the workspace reads identifiers, and whom it knows. */
  peopleOf?(workspace: number): Promise<PeopleRules>;
}

const tellEveryMs = 500;

/** The whole work on one import, in a process of its own. A fault of the file or the mapping ends it as failed; anything else is thrown, and it will be resumed. */
export async function workOnImport(id: string, deps: ImportWorkDeps): Promise<void> {
  const stored = await readImport(deps.pg, id);
  if (stored?.state !== 'running') return;
  try {
    await (stored.isRecognition ? recognise(stored, deps) : stored.isDryRun ? dryRun(stored, deps) : importFile(stored, deps));
  } catch (error) {
    if (!(error instanceof Fault) || !isFinal(error)) throw error;
    const { code, message, errors } = error;
    await markFailed(deps.pg, id, { code, message, errors }, new Date(deps.clock.now()));
  }
}

/** What a second try would only repeat. */
const isFinal = (fault: Fault): boolean => fault.code.startsWith('DQ_IMPORT_') || fault.code === 'DQ_DISK_FULL';

async function importFile(stored: StoredImport, deps: ImportWorkDeps): Promise<void> {
  const { pg, log, clock } = deps;
  const reporter = progressReporter(pg, stored.id);
  const task = {
    id: stored.id,
    workspace: stored.workspace,
    sourceId: stored.sourceId ?? 0,
    file: stored.file,
    mapping: stored.mapping,
    at: stored.createdAt.getTime(),
    zone: stored.timezone,
  };
  const [rejected, skipped] = [rowWriter(rejectedFile(deps.folder, stored.id)), rowWriter(skippedFile(deps.folder, stored.id))];
  const { tally, readBytes, lastPosition } = await runImport(task, {
    log,
    clock,
    workFolder: workFolder(deps.folder, stored.id),
    delivered: deps.delivered,
    rejected,
    skipped,
    onProgress: ({ phase, readBytes, tally }) => reporter.tell(phase, readBytes, tally),
  });
  rejected.close();
  skipped.close();
  await reporter.end('writing', readBytes, tally);
  await markWritten(pg, stored.id, lastPosition);
}

async function recognise(stored: StoredImport, { pg, clock, peopleOf }: ImportWorkDeps): Promise<void> {
  const people = await peopleOf?.(stored.workspace);
  const { table, sheet, encoding, headerRow } = objectAt(stored.mapping);
  const report = await recogniseFile(stored.file, {
    totalBytes: stored.totalBytes,
    table: typeof table === 'string' ? table : undefined,
    sheet: typeof sheet === 'string' ? sheet : undefined,
    encoding: typeof encoding === 'string' ? encoding : undefined,
    headerRow: typeof headerRow === 'number' ? headerRow : undefined,
    at: clock.now(),
    ...(people === undefined ? {} : { judge: people.judge }),
    onSample: (recognised) => saveReport(pg, stored.id, recognised),
  });
  await markDryRunDone(pg, stored.id, report, new Date(clock.now()));
}

async function dryRun(stored: StoredImport, { pg, clock, folder, peopleOf }: ImportWorkDeps): Promise<void> {
  const people = await peopleOf?.(stored.workspace);
  const [rejected, skipped] = [rowWriter(rejectedFile(folder, stored.id)), rowWriter(skippedFile(folder, stored.id))];
  const reporter = progressReporter(pg, stored.id);
  const report = await dryRunImport(
    stored.file,
    stored.mapping,
    { at: stored.createdAt.getTime(), zone: stored.timezone },
    {
      workFolder: workFolder(folder, stored.id),
      rejected,
      skipped,
      ...(people === undefined ? {} : { people }),
      onProgress: (readBytes, tally) => reporter.tell('reading', readBytes, tally),
    },
  );
  rejected.close();
  skipped.close();
  await reporter.idle();
  await markDryRunDone(pg, stored.id, report, new Date(clock.now()));
}

export const workFolder = (folder: string, id: string): string => join(folder, `${id}.work`);

/** Saves progress at most twice a second, one write at a time, without making the reading wait. */
function progressReporter(pg: Postgres, id: string) {
  let saving: Promise<void> | undefined;
  let savedAt = 0;
  let failure: Error | undefined;
  const idle = async (): Promise<void> => {
    await saving;
    if (failure !== undefined) throw failure;
  };
  return {
    idle,
    tell: (phase: 'reading' | 'writing', readBytes: number, tally: Tally): void => {
      const now = performance.now();
      if (saving !== undefined || now - savedAt < tellEveryMs) return;
      savedAt = now;
      saving = saveProgress(pg, id, phase, readBytes, tally)
        .catch((error: unknown) => {
          failure = error instanceof Error ? error : new Error(String(error));
        })
        .finally(() => {
          saving = undefined;
        });
    },
    end: async (phase: 'reading' | 'writing', readBytes: number, tally: Tally): Promise<void> => {
      await idle();
      await saveProgress(pg, id, phase, readBytes, tally);
    },
  };
}
