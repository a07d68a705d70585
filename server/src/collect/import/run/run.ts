import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, Fault } from '#kernel';
import type { EventLog, LogEntry } from '#platform';
import { type Chunk, chunksOf } from './chunks.ts';
import { prepareImport, readMessages } from './events.ts';
import { createTally, type RowSinks, type Tally } from './tally.ts';

/** One file to be imported. */
export interface ImportTask {
  readonly id: string;
  readonly workspace: number;
  readonly sourceId: number;
  readonly file: string;
  readonly mapping: unknown;
  /** When it was asked for: the time of traits without one, and "now" in conditions; the same when it is resumed. */
  readonly at: number;
  readonly zone: string;
}

interface ImportProgress {
  readonly phase: 'reading' | 'writing';
  readonly readBytes: number;
  readonly tally: Tally;
}

export interface ImportRunDeps extends RowSinks {
  readonly log: Pick<EventLog, 'append' | 'lastChunk' | 'head'>;
  readonly clock: Clock;
  /** Where rows go that do not fit into memory. */
  readonly workFolder: string;
  readonly maxBytes?: number;
  onProgress(progress: ImportProgress): void;
  /** The last log position of which everything can be queried, as far as is known here. */
  delivered(): number;
}

export interface ImportResult {
  readonly tally: Tally;
  readonly readBytes: number;
  /** The log position of the last record; null when the file made no event. */
  readonly lastPosition: number | null;
}

/** Memory for groups; what else a process takes is about as much again. */
const defaultMaxBytes = 128 * 1024 * 1024;
/** Chunks that may be in the log before the pipeline has worked them off: live events stand behind these, and the log stays small. */
const maxChunksAhead = 16;
const waitMs = 50;

/**
 * Turns a file into records of the log. Killed at any moment and run again it writes what is missing and nothing twice: the same file makes the same chunks,
 * and the log knows the last one it has. Throws DQ_IMPORT_… faults, DQ_DISK_FULL.
 */
export async function runImport(task: ImportTask, deps: ImportRunDeps): Promise<ImportResult> {
  const { log } = deps;
  const tally = createTally(deps);
  let readBytes = 0;
  let phase: ImportProgress['phase'] = 'reading';
  const tell = (): void => deps.onProgress({ phase, readBytes, tally });
  const prepared = await prepareImport(task.file, task.mapping, { at: task.at, zone: task.zone });
  const messages = readMessages(prepared, {
    tally,
    folder: deps.workFolder,
    maxBytes: deps.maxBytes ?? defaultMaxBytes,
    onProgress: (bytes) => {
      readBytes = Math.max(readBytes, bytes);
      tell();
    },
  });
  const key = `import:${task.id}`;
  const written = log.lastChunk(key);
  const ends: number[] = [];
  let lastPosition: number | null = null;
  for await (const chunk of chunksOf(messages)) {
    phase = 'writing';
    tell();
    // Head: a resumed import no longer knows where its earlier chunks stand; they are before the log's end.
    if (chunk.number <= written) lastPosition = log.head() - 1;
    else {
      await room(ends, deps);
      lastPosition = await append(task, chunk, key, deps);
      ends.push(lastPosition);
    }
  }
  tell();
  return { tally, readBytes, lastPosition };
}

/** Waits until the pipeline is near enough. */
async function room(ends: readonly number[], deps: ImportRunDeps): Promise<void> {
  const before = ends.at(-maxChunksAhead);
  while (before !== undefined && deps.delivered() < before) await sleep(waitMs);
}

async function append(task: ImportTask, chunk: Chunk, key: string, deps: ImportRunDeps): Promise<number> {
  const receivedAt = deps.clock.now();
  const entries = chunk.batches.map(
    ({ body, events }): LogEntry => ({
      workspace: task.workspace,
      sourceId: task.sourceId,
      protocol: 'import',
      call: 'batch',
      receivedAt,
      remoteAddress: '',
      userAgent: '',
      events,
      importId: task.id,
      body,
    }),
  );
  for (;;) {
    try {
      return (await deps.log.append(entries, { once: { key, chunk: chunk.number } })).last;
    } catch (error) {
      // Streams go before files: when the log is busy, the file waits.
      if (!(error instanceof Fault) || error.code !== 'DQ_OVERLOADED') throw error;
      await sleep(1000);
    }
  }
}
