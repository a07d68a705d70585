import {
  mayUse,
  SqlCheckView,
  SqlInput,
  SqlListView,
  sqlMostRows,
  SqlPeopleInput,
  SqlRowsQuery,
  SqlRowsView,
  SqlRunInput,
  SqlRunPage,
  SqlRunParams,
  SqlRunQuery,
  SqlRunView,
  SqlSchemaView,
  SqlSegmentView,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Caller } from '#govern';
import { Fault, notFound } from '#kernel';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { checkSql } from './check.ts';
import type { AskDeps } from './deps.ts';
import { listOf, segmentOf } from './people.ts';
import { readQuestion } from './question.store.ts';
import { mayRead } from './questions.ts';
import { readPage, readRun, readRuns, type StoredRun } from './run.store.ts';
import { isOwn, type Runs, runView } from './runs.ts';
import { schemaOf } from './schema.ts';

// Answers are hidden where the statement reads, and texts are kept without personal values: a mask over them would only spoil pseudonyms and numbers.
const asking = { capability: 'sql.run', scope: 'read', personal: 'shown' } as const;
const reading = { capability: 'questions.read', scope: 'read', personal: 'shown' } as const;

const isAdmin = ({ operator, scopes }: Caller): boolean => (operator === null ? scopes.includes('admin') : mayUse(operator.role, 'audit.read'));

/** A run that somebody may look at: their own, or the answer that a question of theirs shows. */
export async function visibleRun(deps: AskDeps, caller: Caller, id: string): Promise<StoredRun> {
  const run = await readRun(deps.pg, caller.workspace, id);
  if (run === undefined || (run.isOpen && !caller.seesPersonalData)) throw notFound(`the run ${id}`);
  if (isOwn(run, caller)) return run;
  const question = run.question === null ? undefined : await readQuestion(deps.pg, caller.workspace, run.question);
  if (question === undefined || question.resultRun !== id || !mayRead(question, caller)) throw notFound(`the run ${id}`);
  return run;
}

/** The analysts' room: what can be asked, asking, answers. */
export function registerRunRoutes(app: FastifyInstance, deps: AskDeps, runs: Runs): void {
  const routes = typed(app);
  const { pg } = deps;

  const schema = { summary: 'Views, their columns and fields, functions and examples for statements', response: { 200: SqlSchemaView } };
  routes.get('/api/v1/sql/schema', { schema, config: asking }, ({ caller }) => schemaOf(deps, caller));

  const check = { summary: 'What is wrong with a statement, or what it gives and reads; it is not run', body: SqlInput, response: { 200: SqlCheckView } };
  routes.post('/api/v1/sql/check', { schema: check, config: asking }, ({ caller, body }) => checkSql(deps, caller, body.sql, body.parameters ?? {}));

  const ask = {
    summary: 'Runs a statement over this workspace’s views, read-only and within limits; stopped when nobody asks after it for half a minute',
    body: SqlRunInput,
    response: { 202: SqlRunView },
  };
  routes.post('/api/v1/sql/runs', { schema: ask, config: asking }, async ({ caller, body }, reply) => {
    const { sql, parameters: values = {}, question: number } = body;
    const question = number === undefined ? undefined : await readQuestion(pg, caller.workspace, number);
    if (number !== undefined && (question === undefined || !mayRead(question, caller))) throw notFound(`the question ${number}`);
    const id = await runs.start(caller, { sql, values, cause: 'editor', ...(question === undefined ? {} : { question }) });
    return reply.code(202).send(runView(await visibleRun(deps, caller, id), caller));
  });

  const list = { summary: 'What was asked, the newest first; `all` for admins', querystring: SqlRunQuery, response: { 200: SqlRunPage } };
  routes.get('/api/v1/sql/runs', { schema: list, config: asking }, async ({ caller, query }) => {
    const isAll = query.who === 'all';
    if (isAll && !isAdmin(caller)) throw new Fault('DQ_FORBIDDEN', 403, 'only admins see what everybody asked');
    const Cursor = Type.Tuple([Type.String(), Type.String()]);
    const [askedAt, after] = query.cursor === undefined ? [null, null] : decodeCursor(Cursor, query.cursor);
    const limit = query.limit ?? 50;
    const of = { workspace: caller.workspace, isAll, operatorId: caller.operator?.id ?? null, actor: caller.name };
    const rows = await readRuns(pg, of, askedAt === null || after === null ? null : { askedAt, id: after }, limit + 1);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map((run) => runView(run, caller)),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.askedAt.toISOString(), last.id]) : null,
    };
  });

  const one = { summary: 'How far a run is', params: SqlRunParams, response: { 200: SqlRunView } };
  routes.get('/api/v1/sql/runs/:id', { schema: one, config: reading }, async ({ caller, params }) => {
    const run = await visibleRun(deps, caller, params.id);
    runs.look(run.id);
    return runView(run, caller, run.state === 'running' ? await runs.progress(run.id) : null);
  });

  const rows = { summary: 'A page of its answer', params: SqlRunParams, querystring: SqlRowsQuery, response: { 200: SqlRowsView } };
  routes.get('/api/v1/sql/runs/:id/rows', { schema: rows, config: reading }, async ({ caller, params, query }) => {
    const run = await visibleRun(deps, caller, params.id);
    if (run.state !== 'done' || run.columns === null) throw new Fault('DQ_NOT_READY', 409, 'there is no answer yet');
    const page = query.page ?? 0;
    const found = await readPage(pg, run.id, page);
    if (found === undefined && (run.rows ?? 0) > page * 500) throw new Fault('DQ_ANSWER_GONE', 410, 'answers are kept for thirty days: run it again');
    const shown = (page + 1) * 500;
    return { columns: [...run.columns], rows: found ?? [], next: (run.rows ?? 0) > shown && shown < sqlMostRows ? page + 1 : null };
  });

  const stop = { summary: 'Stops a run', params: SqlRunParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/sql/runs/:id', { schema: stop, config: { ...reading, capability: 'questions.read' } }, async ({ caller, params }, reply) => {
    const run = await visibleRun(deps, caller, params.id);
    if (isOwn(run, caller)) runs.stop(run.id);
    return reply.code(204).send(null);
  });

  const keep = {
    summary: 'A fixed list of everybody whom the statement gives now',
    params: SqlRunParams,
    body: SqlPeopleInput,
    response: { 201: SqlListView },
  };
  routes.post(
    '/api/v1/sql/runs/:id/list',
    { schema: keep, config: { capability: 'lists.write', personal: 'shown' } },
    async ({ caller, params, body }, reply) => {
      const people = await listOf(deps, caller, await visibleRun(deps, caller, params.id), body);
      return reply.code(201).send({ list: body.key, people });
    },
  );

  const segment = {
    summary: 'A segment whose members the statement gives, computed anew every day',
    params: SqlRunParams,
    body: SqlPeopleInput,
    response: { 201: SqlSegmentView },
  };
  routes.post(
    '/api/v1/sql/runs/:id/segment',
    { schema: segment, config: { capability: 'definitions.write', personal: 'shown' } },
    async ({ caller, params, body }, reply) => reply.code(201).send(await segmentOf(deps, caller, await visibleRun(deps, caller, params.id), body)),
  );
}
