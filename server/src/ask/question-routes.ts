import {
  IdParams,
  PageQuery,
  QuestionChange,
  QuestionInput,
  QuestionPage,
  QuestionQuery,
  QuestionRefresh,
  QuestionVersionPage,
  QuestionView,
  SqlRunView,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Caller } from '#govern';
import { decodeCursor, encodeCursor, requireMatch, sendEtag, typed } from '#platform';
import type { AskDeps } from './deps.ts';
import { readQuestions, readQuestionVersions, type StoredQuestion } from './question.store.ts';
import { changeQuestion, createQuestion, questionView, removeQuestion, visibleQuestion } from './questions.ts';
import { readRunsById } from './run.store.ts';
import { type Runs, runView } from './runs.ts';
import { visibleRun } from './run-routes.ts';

// Texts of questions hold no personal values (they are refused when they are saved), and answers are hidden where the statement reads.
const reading = { capability: 'questions.read', scope: 'read', personal: 'shown' } as const;
const writing = { capability: 'sql.run', scope: 'write', personal: 'shown' } as const;

/** Questions that are kept: what they ask, how their answer is drawn, the answer itself. */
export function registerQuestionRoutes(app: FastifyInstance, deps: AskDeps, runs: Runs): void {
  const routes = typed(app);
  const { pg } = deps;
  const viewsOf = async (questions: readonly StoredQuestion[], caller: Caller): Promise<QuestionView[]> => {
    const results = new Map(
      (
        await readRunsById(
          pg,
          questions.flatMap(({ resultRun }) => resultRun ?? []),
        )
      ).map((run) => [run.id, run]),
    );
    return questions.map((question) => questionView(question, caller, results.get(question.resultRun ?? '')));
  };
  const viewOf = async (question: StoredQuestion, caller: Caller): Promise<QuestionView> => {
    const [result] = question.resultRun === null ? [] : await readRunsById(pg, [question.resultRun]);
    return questionView(question, caller, result);
  };

  const list = { summary: 'Saved questions that you may see, by folder and name', querystring: QuestionQuery, response: { 200: QuestionPage } };
  routes.get('/api/v1/questions', { schema: list, config: reading }, async ({ caller, query }) => {
    const Cursor = Type.Tuple([Type.String(), Type.String(), Type.Integer()]);
    const [folder, name, id] = query.cursor === undefined ? [null, null, null] : decodeCursor(Cursor, query.cursor);
    const limit = query.limit ?? 50;
    const who = { workspace: caller.workspace, id: caller.operator?.id ?? null, name: caller.name };
    const rows = await readQuestions(pg, who, query.search ?? '', folder === null || name === null || id === null ? null : { folder, name, id }, limit + 1);
    const last = rows[limit - 1];
    return {
      items: await viewsOf(rows.slice(0, limit), caller),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.folder, last.name, last.id]) : null,
    };
  });

  const make = { summary: 'Keeps a question', body: QuestionInput, response: { 201: QuestionView } };
  routes.post('/api/v1/questions', { schema: make, config: writing }, async ({ caller, body }, reply) => {
    const made = await createQuestion(deps, caller, body);
    sendEtag(reply, made.version);
    return reply.code(201).send(await viewOf(made, caller));
  });

  const one = { summary: 'A question with the answer it shows', params: IdParams, response: { 200: QuestionView } };
  routes.get('/api/v1/questions/:id', { schema: one, config: reading }, async ({ caller, params }, reply) => {
    const question = await visibleQuestion(deps, caller, params.id);
    sendEtag(reply, question.version);
    return viewOf(question, caller);
  });

  const change = {
    summary: 'A new version of it. With If-Match: only if nobody changed it meanwhile',
    params: IdParams,
    body: QuestionChange,
    response: { 200: QuestionView },
  };
  routes.put('/api/v1/questions/:id', { schema: change, config: writing }, async (request, reply) => {
    const { caller, params, body } = request;
    const changed = await changeQuestion(deps, caller, params.id, body, (version) => requireMatch(request, version));
    sendEtag(reply, changed.version);
    return viewOf(changed, caller);
  });

  const remove = { summary: 'Deletes a question with its versions', params: IdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/questions/:id', { schema: remove, config: writing }, async (request, reply) => {
    await removeQuestion(deps, request.caller, request.params.id, (version) => requireMatch(request, version));
    return reply.code(204).send(null);
  });

  const versions = { summary: 'Its versions, newest first', params: IdParams, querystring: PageQuery, response: { 200: QuestionVersionPage } };
  routes.get('/api/v1/questions/:id/versions', { schema: versions, config: reading }, async ({ caller, params, query }) => {
    await visibleQuestion(deps, caller, params.id);
    const [before] = query.cursor === undefined ? [2 ** 31 - 1] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readQuestionVersions(pg, params.id, before, limit + 1);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(({ madeAt, ...version }) => ({ ...version, madeAt: madeAt.toISOString() })),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.version]) : null,
    };
  });

  const refresh = {
    summary: 'Asks a question anew, with other values if they are given; with its own values, everybody sees the new answer',
    params: IdParams,
    body: QuestionRefresh,
    response: { 202: SqlRunView },
  };
  routes.post('/api/v1/questions/:id/run', { schema: refresh, config: reading }, async ({ caller, params, body }, reply) => {
    const question = await visibleQuestion(deps, caller, params.id);
    const values = { ...question.parameters, ...body.parameters };
    const isItsOwn = JSON.stringify(values) === JSON.stringify({ ...question.parameters });
    const id = await runs.start(caller, { sql: question.sql, values, cause: 'question', question, isShown: isItsOwn && !caller.seesPersonalData });
    return reply.code(202).send(runView(await visibleRun(deps, caller, id), caller));
  });
}
