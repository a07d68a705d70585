import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportMapping } from '@danqing/contracts';
import type { FastifyRequest } from 'fastify';
import { noteTask, type SourceDirectory } from '#govern';
import { type Clock, Fault, type FaultDetail } from '#kernel';
import type { Postgres } from '#platform';
import { checkColumns } from '../mapping/columns.ts';
import { faultList } from '../mapping/faults.ts';
import { type ParsedMapping, parseMapping } from '../mapping/parse.ts';
import { parseEncoding } from '../mapping/parts.ts';
import { openFile } from '../read/archive/tables.ts';
import { firstBytes, isParquet, isZip } from '../read/bytes.ts';
import { prepareImport } from '../run/events.ts';
import type { StoredImport } from './import.read.ts';
import { addImport, markCancelled } from './import.store.ts';
import { isRecognised } from './recognition-view.ts';
import { findImport } from './runner.ts';
import { mappingIn, type Upload } from './upload.ts';

export interface QueueDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly sources: Pick<SourceDirectory, 'ensureImportSource'>;
}

const defaultSource = 'import';
const pollMs = 150;

/** Queues an import or a dry run of an uploaded file; the mapping that was sent with it. What cannot work is refused at once, and the file goes again. */
export async function queueImport(upload: Upload, request: FastifyRequest, isDryRun: boolean, deps: QueueDeps): Promise<unknown> {
  const { pg, clock, sources } = deps;
  const { workspace, timezone } = request.caller;
  return await keepOnlyIfQueued(upload, async () => {
    const json = mappingIn(upload);
    const at = new Date(clock.now());
    const mapping = await checkedMapping(upload, json, workspace, { at: at.getTime(), zone: timezone }, pg);
    const source = mapping.source ?? defaultSource;
    const sourceId = isDryRun ? null : (await sources.ensureImportSource(workspace, source)).id;
    await addImport(pg, { ...upload, mapping: json, workspace, isDryRun, isRecognition: false, sourceId, source, timezone, at });
    if (!isDryRun) await noteTask(pg, request.caller, 'import', upload.id);
    return json;
  });
}

/** Queues the recognition of an uploaded file; the file stays for what is decided about it. */
export async function queueRecognition(upload: Upload, request: FastifyRequest, { pg, clock }: QueueDeps): Promise<void> {
  const { workspace, timezone } = request.caller;
  const headerRow = upload.fields.get('headerRow');
  const mapping = {
    ...Object.fromEntries(['table', 'sheet', 'encoding'].flatMap((name) => (upload.fields.has(name) ? [[name, upload.fields.get(name)]] : []))),
    ...(headerRow === undefined ? {} : { headerRow: Number(headerRow) }),
  };
  const faults = faultList();
  parseEncoding(upload.fields.get('encoding'), faults);
  if (faults.faults.length > 0) throw mappingFault('the encoding is not known', faults.faults);
  const at = new Date(clock.now());
  await keepOnlyIfQueued(upload, () =>
    addImport(pg, { ...upload, mapping, workspace, isDryRun: true, isRecognition: true, sourceId: null, source: defaultSource, timezone, at }),
  );
}

async function keepOnlyIfQueued<T>({ file }: Upload, queue: () => Promise<T>): Promise<T> {
  try {
    return await queue();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/**
 * The mapping, checked against the file's columns as far as that costs the collector's process little: against what the file was recognised as; text files by their first rows;
 * workbooks, Parquet and what is packed only in the import's own process.
 */
async function checkedMapping(
  upload: Upload,
  json: unknown,
  workspace: number,
  moment: { readonly at: number; readonly zone: string },
  pg: Postgres,
): Promise<ImportMapping> {
  const recognised = upload.upload === null ? undefined : await findImport(pg, workspace, upload.upload);
  const head = await firstBytes(upload.file);
  if (!isZip(head) && !isParquet(head) && recognised === undefined) return (await prepareImport(upload.file, json, moment)).mapping;
  if (isZip(head)) await openFile(upload.file); // its directory alone: what is cut off is said at once
  const parsed = parseMapping(json);
  if (!parsed.ok) throw mappingFault('the mapping cannot be used', parsed.errors);
  checkAgainst(recognised?.report, parsed);
  return parsed.mapping;
}

/** The columns of a mapping against those that were recognised, where it is for that sheet of that table. Throws DQ_IMPORT_MAPPING. */
function checkAgainst(seen: unknown, { mapping, uses }: Extract<ParsedMapping, { ok: true }>): void {
  if (!isRecognised(seen) || (mapping.sheet ?? null) !== seen.sheet || (mapping.table ?? null) !== seen.table) return;
  const faults = faultList();
  checkColumns(
    uses,
    seen.columns.map(({ name }) => name),
    faults,
  );
  if (faults.faults.length > 0) throw mappingFault('the mapping names columns that the file does not have', faults.faults);
}

const mappingFault = (message: string, errors: readonly FaultDetail[]): Fault => new Fault('DQ_IMPORT_MAPPING', 400, message, { errors });

/** Waits until a queued piece of work has a report, as far as `isEnough` asks; when the one who asked goes away, it ends. Throws what it failed with. */
export async function waitForReport(
  id: string,
  request: FastifyRequest,
  { pg, clock }: QueueDeps,
  isEnough: (stored: StoredImport) => boolean,
): Promise<StoredImport> {
  for (;;) {
    const stored = await findImport(pg, request.caller.workspace, id);
    const isGone = request.raw.socket.destroyed;
    if (isGone) await markCancelled(pg, id, request.caller.workspace, new Date(clock.now()));
    if (stored !== undefined && isEnough(stored)) return stored;
    if (isGone || (stored?.state !== 'queued' && stored?.state !== 'running')) throw faultOf(stored);
    await sleep(pollMs);
  }
}

/** What a piece of work failed with, as the fault that it was. */
export function faultOf(stored: StoredImport | undefined): Fault {
  const { error } = stored ?? {};
  return new Fault(isCode(error?.code) ? error.code : 'DQ_CANCELLED', 400, error?.message ?? 'the work was cancelled', { errors: error?.errors ?? [] });
}

const isCode = (code: string | undefined): code is `DQ_${string}` => code?.startsWith('DQ_') ?? false;
