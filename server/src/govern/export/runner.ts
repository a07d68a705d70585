import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { type Clock, Fault } from '#kernel';
import type { Postgres } from '#platform';
import { type Loop, startLoop } from '../loop.ts';
import type { PrivacyDirectory } from '../privacy/directory.ts';
import { CsvMask, JsonLinesMask } from '../privacy/mask-table.ts';
import { beginExport, endExport, expireExports, nextExport, noteRows, type StoredExport } from './export.store.ts';
import { exportFile } from './file.ts';

/** A part of an export's file: `rows` rows of it as text. */
interface ExportPart {
  readonly rows: number;
  readonly text: string;
}

export interface ExportRunnerDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly folder: string;
  readonly privacy: PrivacyDirectory;
  /** What the file says, with its heading, at most `rowLimit` rows; then `isCut`. Profiles come later than this module, so entry hands this in. */
  readonly parts: (job: StoredExport) => AsyncIterable<ExportPart & { readonly isCut?: boolean }>;
}

const keptMs = 7 * 86_400_000;
const mostAttempts = 3;

/** Writes exports, one after the other, into files that are kept for seven days. A worker that died begins the file anew. */
export function startExports(deps: ExportRunnerDeps): Loop {
  return startLoop('exports', { logger: deps.logger, step: (signal) => workOnExports(deps, signal) });
}

export async function workOnExports(deps: ExportRunnerDeps, signal: AbortSignal): Promise<boolean> {
  const { pg, clock, folder } = deps;
  for (const gone of await expireExports(pg, new Date(clock.now()))) await rm(exportFile(folder, gone), { force: true });
  const next = await nextExport(pg);
  if (next === undefined) return false;
  const job = await beginExport(pg, next.id, new Date(clock.now()));
  if (job === undefined) return true;
  const failed = { state: 'failed', rows: 0, isCut: false, bytes: null, expiresAt: null } as const;
  if (job.attempts > mostAttempts) {
    await endExport(pg, job.id, { ...failed, error: 'it was tried three times, and the server stopped each time', at: new Date(clock.now()) });
    return true;
  }
  const path = exportFile(folder, job);
  try {
    const written = await writeFile(deps, job, `${path}.part`, signal);
    if (written === undefined) {
      await rm(`${path}.part`, { force: true });
      return true;
    }
    await rename(`${path}.part`, path);
    const at = clock.now();
    const isKept = await endExport(pg, job.id, { state: 'done', ...written, error: null, at: new Date(at), expiresAt: new Date(at + keptMs) });
    if (!isKept) await rm(path, { force: true });
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    if (signal.aborted || !(error instanceof Fault)) throw error;
    await endExport(pg, job.id, { ...failed, error: error.message, at: new Date(clock.now()) });
  }
  return true;
}

/** Undefined when somebody cancelled it. */
async function writeFile(
  { pg, privacy, parts }: ExportRunnerDeps,
  job: StoredExport,
  path: string,
  signal: AbortSignal,
): Promise<{ rows: number; isCut: boolean; bytes: number } | undefined> {
  const count = { rows: 0, isCut: false, isCancelled: false };
  async function* texts(): AsyncGenerator<string> {
    for await (const part of parts(job)) {
      signal.throwIfAborted();
      count.rows += part.rows;
      count.isCut = part.isCut ?? false;
      if (part.text !== '') yield part.text;
      if (!(await noteRows(pg, job.id, count.rows))) {
        count.isCancelled = true;
        return;
      }
    }
  }
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path, { mode: 0o600 });
  const masker = privacy.maskerFor({ workspace: job.workspace, seesPersonalData: false });
  if (job.masked) await pipeline(Readable.from(texts()), job.request.format === 'jsonl' ? new JsonLinesMask(masker) : new CsvMask(masker), file);
  else await pipeline(Readable.from(texts()), file);
  return count.isCancelled ? undefined : { rows: count.rows, isCut: count.isCut, bytes: (await stat(path)).size };
}
