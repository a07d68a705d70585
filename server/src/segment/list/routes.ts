import multipart from '@fastify/multipart';
import { DefinitionParams, ListChange, ListInput, ListOutline, ListView, PageOf, PageQuery } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { parseMoment, refuseRename } from '#evaluate';
import { decodeCursor, encodeCursor, requireMatch, sendEtag, typed } from '#platform';
import { formsOf, type ListRouteDeps } from './forms.ts';
import { readLists } from './list.store.ts';
import { registerListMemberRoutes } from './member-routes.ts';
import { registerListOverviewRoutes } from './overview-routes.ts';
import { deleteList, describeList, existingList, freezeSegment, uploadList, wantedOf } from './save.ts';
import { maxFileBytes, readListForm } from './upload.ts';
import { listOutline, listView } from './view.ts';

/** Values travel in the body: a million e-mail addresses. */
const bodyLimit = 48 * 1024 * 1024;

/** A form becomes the body that it stands for, before the schema looks at it. */
async function formToBody(request: FastifyRequest): Promise<void> {
  if (request.isMultipart()) request.body = await readListForm(request);
}

/** Lists of people: uploaded, or frozen from a segment. */
export function registerListRoutes(root: FastifyInstance, deps: ListRouteDeps): void {
  void root.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: maxFileBytes, fieldSize: 10_000, files: 1, parts: 10 } });
    const routes = typed(scope);

    routes.get(
      '/api/v1/lists',
      {
        schema: { summary: 'All lists of people, by key', querystring: PageQuery, response: { 200: PageOf(ListOutline) } },
        config: { capability: 'definitions.read' },
      },
      async ({ caller, query }) => {
        const [after] = query.cursor === undefined ? [''] : decodeCursor(Type.Tuple([Type.String()]), query.cursor);
        const limit = query.limit ?? 50;
        const rows = await readLists(deps.pg, caller.workspace, after, limit + 1);
        const items = rows.slice(0, limit);
        const last = items.at(-1);
        return { items: items.map(listOutline), next: rows.length > limit && last !== undefined ? encodeCursor([last.key]) : null };
      },
    );

    routes.post(
      '/api/v1/lists',
      {
        schema: {
          summary: 'A new list of people',
          description:
            'As JSON, or as multipart/form-data with the fields key, name, kind, column and the part file (a workbook, CSV, TSV, JSON lines; also gzipped).',
          consumes: ['application/json', 'multipart/form-data'],
          body: ListInput,
          response: { 201: ListView },
        },
        bodyLimit,
        preValidation: formToBody,
        config: { capability: 'lists.write' },
      },
      async ({ caller, body }, reply) => {
        const draft = { key: body.key, name: body.name ?? body.key, description: body.description ?? '' };
        const wanted = wantedOf(body);
        const at = body.at === undefined ? undefined : parseMoment(body.at, caller.timezone, '/at');
        const list =
          'segment' in wanted
            ? await freezeSegment(deps, caller.workspace, draft, wanted.segment, at)
            : await uploadList(deps, formsOf(deps, caller), draft, wanted);
        sendEtag(reply, list.version);
        return reply
          .code(201)
          .header('location', `/api/v1/lists/${list.key}`)
          .send(await listView(deps, list));
      },
    );

    routes.get(
      '/api/v1/lists/:key',
      {
        schema: { summary: 'One list, with its count and who uses it', params: DefinitionParams, response: { 200: ListView } },
        config: { capability: 'definitions.read' },
      },
      async ({ caller, params }, reply) => {
        const list = await existingList(deps, caller.workspace, params.key);
        sendEtag(reply, list.version);
        return listView(deps, list);
      },
    );

    routes.put(
      '/api/v1/lists/:key',
      {
        schema: { summary: 'Change what is said of a list', params: DefinitionParams, body: ListChange, response: { 200: ListView } },
        config: { capability: 'lists.write' },
      },
      async (request, reply) => {
        const { key: named, ...change } = request.body;
        refuseRename(request.params.key, named);
        const list = await describeList(deps, request.caller.workspace, request.params.key, change, (version) => requireMatch(request, version));
        sendEtag(reply, list.version);
        return listView(deps, list);
      },
    );

    routes.delete(
      '/api/v1/lists/:key',
      {
        schema: { summary: 'Delete a list that nothing names', params: DefinitionParams, response: { 204: Type.Null() } },
        config: { capability: 'lists.write' },
      },
      async (request, reply) => {
        await deleteList(deps, request.caller.workspace, request.params.key, (version) => requireMatch(request, version));
        return reply.code(204).send(null);
      },
    );

    registerListOverviewRoutes(scope, deps);
    registerListMemberRoutes(scope, deps, { bodyLimit, preValidation: formToBody });
  });
}
