import { ImportChoices, ImportDryRun, ImportReport, PageOf, PageQuery } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import Type from 'typebox';
import Value from 'typebox/value';
import { conflict, notFound } from '#kernel';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { type ImportOutcome, readImports, reportOf, type StoredImport } from './import.read.ts';
import { markCancelled, markFileGone } from './import.store.ts';
import { faultOf, queueImport, type QueueDeps, waitForReport } from './queue.ts';
import { withChinese } from './reasons.ts';
import { isRecognised } from './recognition-view.ts';
import { registerRecogniseRoutes } from './recognise-routes.ts';
import { removeSpooled } from './remove-files.ts';
import { rejectedCsv, skippedCsv } from './rejected-csv.ts';
import { hasRows, skippedFile } from './rejected-file.ts';
import { rememberMapping, signatureOf } from './remember.store.ts';
import { findImport } from './runner.ts';
import { acceptUploads, jsonIn, receiveUpload, type Upload, type UploadPlace } from './upload.ts';

export interface ImportRoutesDeps extends QueueDeps {
  /** The folder of imports in the data folder. */
  readonly folder: string;
  outcomeOf(importId: string): Promise<ImportOutcome>;
}

const IdParam = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });
const Created = Type.Object({ id: Type.String() });
const Language = Type.Object({ lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')], { default: 'zh' })) });
const parts =
  'Parts: `file` (CSV, TSV, JSON, XLSX, Parquet, a web server’s log; also gzipped or in a ZIP), or `upload` (the id of a recognised file), and `map` (the mapping, as JSON).';

/** The mapping and the file's first rows are checked before the answer, so that what cannot work is refused at once. */
export function registerImportRoutes(root: FastifyInstance, deps: ImportRoutesDeps): void {
  const { pg, clock, folder } = deps;
  const viewOf = async (stored: StoredImport) => reportOf(stored, stored.state === 'done' ? undefined : await deps.outcomeOf(stored.id), clock.now());
  const findFor = async (request: FastifyRequest, id: string): Promise<StoredImport> => {
    const stored = await findImport(pg, request.caller.workspace, id);
    if (stored === undefined) throw notFound(`the import ${id}`);
    return stored;
  };
  const placeFor = (request: FastifyRequest): UploadPlace => ({ folder, find: (id) => findFor(request, id) });

  void root.register(async (scope) => {
    await acceptUploads(scope);
    const app = typed(scope);
    registerRecogniseRoutes(app, { ...deps, findFor, placeFor });

    app.post(
      '/api/v1/imports',
      {
        schema: {
          summary: 'Import a file',
          description: `${parts} With \`upload\` the mapping is remembered for files with the same headings; \`choices\` (JSON) are what people decided.`,
          consumes: ['multipart/form-data'],
          response: { 201: Created },
        },
        config: { capability: 'data.write' },
      },
      async (request, reply) => {
        const upload = await receiveUpload(request, placeFor(request));
        const mapping = await queueImport(upload, request, false, deps);
        await remember(upload, mapping, request, deps);
        return reply.code(201).header('location', `/api/v1/imports/${upload.id}`).send({ id: upload.id });
      },
    );

    app.post(
      '/api/v1/imports/dry-run',
      {
        schema: {
          summary: 'What an import would do',
          description: `${parts} With \`wait\` = false it answers 202 and the id at once; the result stands at /api/v1/imports/{id}/dry-run.`,
          consumes: ['multipart/form-data'],
          response: { 200: ImportDryRun, 202: Created },
        },
        config: { capability: 'data.write' },
      },
      async (request, reply) => {
        const upload = await receiveUpload(request, placeFor(request));
        await queueImport(upload, request, true, deps);
        if (upload.fields.get('wait') === 'false') return reply.code(202).send({ id: upload.id });
        try {
          const { report } = await waitForReport(upload.id, request, deps, ({ state }) => state === 'done');
          if (isDryRunReport(report)) return report;
          throw conflict('the dry run has no result');
        } finally {
          await removeSpooled(upload.file);
          await markFileGone(pg, upload.id);
        }
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
      {
        schema: { summary: 'How an import (or a dry run) is going, and its report', params: IdParam, response: { 200: ImportReport } },
        config: { capability: 'data.read' },
      },
      async (request) => viewOf(await findFor(request, request.params.id)),
    );

    app.get(
      '/api/v1/imports/:id/dry-run',
      { schema: { summary: 'What a dry run found', params: IdParam, response: { 200: ImportDryRun } }, config: { capability: 'data.read' } },
      async (request) => {
        const stored = await findFor(request, request.params.id);
        if (stored.state === 'done' && isDryRunReport(stored.report)) return whole(stored.report);
        throw stored.state === 'failed' || stored.state === 'cancelled' ? faultOf(stored) : conflict('the dry run has no result yet');
      },
    );

    app.get(
      '/api/v1/imports/:id/rejected.csv',
      {
        schema: { summary: 'All rejected rows of an import or a dry run: row, column, value, reason (CSV)', params: IdParam, querystring: Language },
        config: { capability: 'data.read' },
      },
      async (request, reply) => {
        const stored = await findFor(request, request.params.id);
        const csv = rejectedCsv(folder, stored, request.query.lang ?? 'zh');
        return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="rejected.csv"').send(Readable.from(csv));
      },
    );

    app.get(
      '/api/v1/imports/:id/skipped.csv',
      {
        schema: {
          summary: 'The rows that an import or a dry run left out on purpose: row, reason (CSV); kept for thirty days',
          params: IdParam,
          querystring: Language,
        },
        config: { capability: 'data.read' },
      },
      async (request, reply) => {
        const { id } = await findFor(request, request.params.id);
        if (!(await hasRows(skippedFile(folder, id)))) throw notFound('the list of rows that were left out, which is kept for thirty days');
        const csv = skippedCsv(folder, id, request.query.lang ?? 'zh');
        return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="skipped.csv"').send(Readable.from(csv));
      },
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

/** The next file with these headings needs no question. */
async function remember(upload: Upload, mapping: unknown, request: FastifyRequest, { pg, clock }: ImportRoutesDeps): Promise<void> {
  const { workspace } = request.caller;
  const recognised = upload.upload === null ? undefined : await findImport(pg, workspace, upload.upload);
  if (!isRecognised(recognised?.report)) return;
  const text = upload.fields.get('choices');
  const choices = text === undefined ? null : jsonIn('choices', text);
  const signature = signatureOf(recognised.report.columns.map(({ name }) => name));
  const usedAt = new Date(clock.now());
  await rememberMapping(pg, workspace, signature, {
    fileName: upload.fileName,
    mapping,
    choices: Value.Check(ImportChoices, choices) ? choices : null,
    usedAt,
  });
}

/** Reports of earlier versions did not say some things. */
const whole = (report: ImportDryRun): ImportDryRun => ({
  ...report,
  notNumbers: Object.hasOwn(report, 'notNumbers') ? report.notNumbers : {},
  noticed: Object.hasOwn(report, 'noticed') ? report.noticed : {},
  people: Object.hasOwn(report.people, 'newMost') ? report.people : { ...report.people, newMost: report.people.new, joined: null },
  rejected: report.rejected.map(withChinese),
});

/** It was written by `dryRunImport`, and is only passed on. */
const isDryRunReport = (report: unknown): report is ImportDryRun => typeof report === 'object' && report !== null && 'firstEvents' in report;
