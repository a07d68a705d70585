import { SqlDownloadQuery, SqlRunParams, sqlPageRows } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Caller, recordAudit } from '#govern';
import { Fault } from '#kernel';
import { signalOf, typed } from '#platform';
import type { AskDeps } from './deps.ts';
import { answerOf } from './execute.ts';
import { csvOf } from './file/csv.ts';
import { requireFit } from './file/xlsx/fits.ts';
import { workbookOf, xlsxType } from './file/xlsx/workbook.ts';
import { prepare } from './prepare.ts';
import { readQuestion } from './question.store.ts';
import { type RoleLimits, roleLimits } from './role-limits.ts';
import { readPage, type StoredRun } from './run.store.ts';
import { visibleRun } from './run-routes.ts';

async function keptRows({ pg }: AskDeps, run: StoredRun): Promise<readonly (readonly unknown[])[]> {
  const rows: unknown[][] = [];
  for (let page = 0; page * sqlPageRows < (run.rows ?? 0); page++) rows.push(...((await readPage(pg, run.id, page)) ?? []));
  if (rows.length < (run.rows ?? 0)) throw new Fault('DQ_ANSWER_GONE', 410, 'answers are kept for thirty days: run it again');
  return rows;
}

/** An answer as CSV or as a workbook: what was shown, or, where that was cut, asked once more up to the role's limit. Audited, with its reason. */
export function registerDownloadRoute(app: FastifyInstance, deps: AskDeps): void {
  const schema = {
    summary: 'The answer as CSV or XLSX, up to the rows that the role may export; the reason goes into the audit log',
    params: SqlRunParams,
    querystring: SqlDownloadQuery,
  };
  typed(app).get(
    '/api/v1/sql/runs/:id/download',
    { schema, config: { capability: 'data.export', scope: 'read', personal: 'shown' } },
    async (request, reply) => {
      const { caller, params, query } = request;
      const run = await visibleRun(deps, caller, params.id);
      if (run.state !== 'done' || run.columns === null) throw new Fault('DQ_NOT_READY', 409, 'there is no answer yet');
      const limits = await roleLimits(deps, caller);
      const limit = limits.downloadedRows;
      if (limit === 0) throw new Fault('DQ_EXPORT_LIMIT', 403, 'your role may export no rows in this workspace; its settings say how many each role may');
      const isAskedAgain = run.isCut && limit > (run.rows ?? 0) && run.isWhole;
      const rows = isAskedAgain ? await askedAgain(deps, caller, run, limits, signalOf(reply)) : (await keptRows(deps, run)).slice(0, limit);
      const table = { columns: run.columns, rows };
      const format = query.format ?? 'csv';
      if (format === 'xlsx') requireFit(table);
      const masker = deps.privacy.maskerFor({ workspace: caller.workspace, seesPersonalData: false });
      const details = { hash: run.hash, rows: rows.length, format, reason: masker.text(query.reason) };
      await recordAudit(deps.pg, caller, { action: 'sql.download', object: `run:${run.id}`, details });
      void reply.header('content-disposition', `attachment; filename="danqing-answer-${run.askedAt.toISOString().slice(0, 10)}.${format}"`);
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(csvOf([run.columns.map(({ name }) => name), ...rows]));
      return reply.type(xlsxType).send(Readable.from(workbookOf(query.name ?? (await nameOf(deps, run)), table), { objectMode: false }));
    },
  );
}

/** What its question is called; '' for a run of no question. */
const nameOf = async ({ pg }: AskDeps, { workspace, question }: StoredRun): Promise<string> =>
  question === null ? '' : ((await readQuestion(pg, workspace, question))?.name ?? '');

async function askedAgain(
  deps: AskDeps,
  caller: Caller,
  run: StoredRun,
  { downloadedRows, seconds }: RoleLimits,
  signal: AbortSignal,
): Promise<readonly (readonly unknown[])[]> {
  const prepared = await prepare(deps, { workspace: caller.workspace, seesPersonalData: run.isOpen }, run.sql, run.parameters);
  return (await answerOf(deps, prepared, { id: randomUUID(), seconds, rows: downloadedRows, signal })).rows;
}
