import { ImportDryRun, ImportReport, PageOf, PageQuery } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import Type from 'typebox';
import type { SourceDirectory } from '#govern';
import { type Clock, conflict, Fault, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { prepareImport } from '../run/events.ts';
import { type ImportOutcome, readImports, reportOf, type StoredImport } from './import.read.ts';
import { addImport, markCancelled, markFileGone } from './import.store.ts';
import { findImport } from './runner.ts';
import { acceptUploads, receiveUpload, type Upload } from './upload.ts';

export interface ImportRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly sources: Pick<SourceDirectory, 'ensureImportSource'>;
  /** The folder of imports in the data folder. */
  readonly folder: string;
  outcomeOf(importId: string): Promise<ImportOutcome>;
}

const IdParam = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });
const Created = Type.Object({ id: Type.String() });
const defaultSource = 'import';
const pollMs = 150;

/** The mapping and the file's first rows are checked before the answer, so that what cannot work is refused at once. */
export function registerImportRoutes(root: FastifyInstance, deps: ImportRoutesDeps): void {
  const { pg, clock } = deps;
  const viewOf = async (stored: StoredImport) => reportOf(stored, stored.state === 'done' ? undefined : await deps.outcomeOf(stored.id));
  const findFor = async (request: FastifyRequest, id: string): Promise<StoredImport> => {
    const stored = await findImport(pg, request.caller.workspace, id);
    if (stored === undefined) throw notFound(`the import ${id}`);
    return stored;
  };

  void root.register(async (scope) => {
    await acceptUploads(scope);
    const app = typed(scope);

    app.post(
      '/api/v1/imports',
      {
        schema: { summary: 'Import a file', description: uploadText, consumes: ['multipart/form-data'], response: { 201: Created } },
        config: { capability: 'data.write' },
      },
      async (request, reply) => {
        const upload = await receiveUpload(request, deps.folder);
        await queue(upload, request, false, deps);
        return reply.code(201).header('location', `/api/v1/imports/${upload.id}`).send({ id: upload.id });
      },
    );

    app.post(
      '/api/v1/imports/dry-run',
      {
        schema: { summary: 'What an import would do', description: uploadText, consumes: ['multipart/form-data'], response: { 200: ImportDryRun } },
        config: { capability: 'data.write' },
      },
      async (request) => {
        const upload = await receiveUpload(request, deps.folder);
        await queue(upload, request, true, deps);
        return await dryRunResult(upload, request, deps);
      },
    );

    app.get(
      '/api/v1/imports',
      { schema: { summary: 'Imports, newest first', querystring: PageQuery, response: { 200: PageOf(ImportReport) } }, config: { capability: 'data.read' } },
      async (request) => {
        const limit = request.query.limit ?? 50;
        const cursor = request.query.cursor;
        const [createdAt, id] = cursor === undefined ? [] : decodeCursor(Type.Tuple([Type.String(), Type.String()]), cursor);
        const after = createdAt === undefined || id === undefined ? undefined : { createdAt, id };
        const found = await readImports(pg, request.caller.workspace, after, limit + 1);
        const page = found.slice(0, limit);
        const last = page.at(-1);
        const next = found.length > limit && last !== undefined ? encodeCursor([last.createdAt.toISOString(), last.id]) : null;
        return { items: await Promise.all(page.map(viewOf)), next };
      },
    );

    app.get(
      '/api/v1/imports/:id',
      { schema: { summary: 'How an import is going, and its report', params: IdParam, response: { 200: ImportReport } }, config: { capability: 'data.read' } },
      async (request) => viewOf(await findFor(request, request.params.id)),
    );

    app.post(
      '/api/v1/imports/:id/cancel',
      {
        schema: { summary: 'Stop an import', description: 'Events that are in the log by then stay.', params: IdParam, response: { 200: ImportReport } },
        config: { capability: 'data.write' },
      },
      async (request) => {
        const { id, workspace } = await findFor(request, request.params.id);
        if (!(await markCancelled(pg, id, workspace, new Date(clock.now())))) throw conflict('the import has already ended');
        return await viewOf(await findFor(request, id));
      },
    );
  });
}

const uploadText = 'Parts: `file` (CSV, TSV or JSON lines, also gzipped) and `map` (the mapping, as JSON).';

async function queue(upload: Upload, request: FastifyRequest, isDryRun: boolean, deps: ImportRoutesDeps): Promise<void> {
  const { pg, clock, sources } = deps;
  const { workspace, timezone } = request.caller;
  try {
    const at = new Date(clock.now());
    const { mapping } = await prepareImport(upload.file, upload.mapping, { at: at.getTime(), zone: timezone });
    const source = mapping.source ?? defaultSource;
    const sourceId = isDryRun ? null : (await sources.ensureImportSource(workspace, source)).id;
    await addImport(pg, { ...upload, workspace, isDryRun, sourceId, source, timezone, at });
  } catch (error) {
    await rm(upload.file, { force: true });
    throw error;
  }
}

/** Waits for the dry run; when the one who asked goes away, it ends. */
async function dryRunResult({ id, file }: Upload, request: FastifyRequest, { pg, clock }: ImportRoutesDeps): Promise<ImportDryRun> {
  for (;;) {
    await sleep(pollMs);
    const stored = await findImport(pg, request.caller.workspace, id);
    const isGone = request.raw.socket.destroyed;
    if (isGone) await markCancelled(pg, id, request.caller.workspace, new Date(clock.now()));
    if (!isGone && (stored?.state === 'queued' || stored?.state === 'running')) continue;
    await rm(file, { force: true });
    await markFileGone(pg, id);
    if (stored?.state === 'done' && isDryRunReport(stored.report)) return stored.report;
    const { error } = stored ?? {};
    throw new Fault(isCode(error?.code) ? error.code : 'DQ_CANCELLED', 400, error?.message ?? 'the dry run was cancelled', { errors: error?.errors ?? [] });
  }
}

const isCode = (code: string | undefined): code is `DQ_${string}` => code?.startsWith('DQ_') ?? false;
/** It was written by `dryRunImport`, and is only passed on. */
const isDryRunReport = (report: unknown): report is ImportDryRun => typeof report === 'object' && report !== null && 'columns' in report;
