import { DefinitionParams, ListChangeView, ListMembersInput, MembersQuery, PageOf, UnmatchedValue } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { contextAt } from '#evaluate';
import { csvCell } from '#kernel';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { readUnmatched, type Unmatched } from './list.store.ts';
import { readListMembers } from './members.read.ts';
import { addToList, existingList, type ListChange, rematchList, removeFromList } from './save.ts';
import type { Forms } from './match.ts';
import { formsOf, type ListRouteDeps } from './forms.ts';
import { listView } from './view.ts';

interface UploadOptions {
  readonly bodyLimit: number;
  readonly preValidation: (request: FastifyRequest) => Promise<void>;
}

const allUnmatched = 1_000_000;

/** Who is on a list, who was not found, and changes to both. */
export function registerListMemberRoutes(app: FastifyInstance, deps: ListRouteDeps, upload: UploadOptions): void {
  const routes = typed(app);
  const ownerOf = ({ caller }: FastifyRequest): Forms => formsOf(deps, caller);
  const answer = async ({ list, changed }: ListChange) => ({ ...(await listView(deps, list)), changed });

  routes.get(
    '/api/v1/lists/:key/members',
    {
      schema: { summary: 'Profile ids, ascending', params: DefinitionParams, querystring: MembersQuery, response: { 200: PageOf(Type.Integer()) } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const list = await existingList(deps, caller.workspace, params.key);
      const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 1000;
      const rows = await readListMembers(deps.clickhouse, list.key, await contextAt(deps, caller.workspace), after, limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last !== undefined ? encodeCursor([last]) : null };
    },
  );

  routes.post(
    '/api/v1/lists/:key/members',
    {
      schema: { summary: 'Put people on a list', params: DefinitionParams, body: ListMembersInput, response: { 200: ListChangeView } },
      ...upload,
      config: { capability: 'lists.write' },
    },
    async (request) => answer(await addToList(deps, ownerOf(request), request.params.key, request.body)),
  );

  routes.post(
    '/api/v1/lists/:key/members/remove',
    {
      schema: { summary: 'Take people off a list', params: DefinitionParams, body: ListMembersInput, response: { 200: ListChangeView } },
      ...upload,
      config: { capability: 'lists.write' },
    },
    async (request) => answer(await removeFromList(deps, ownerOf(request), request.params.key, request.body)),
  );

  routes.post(
    '/api/v1/lists/:key/rematch',
    {
      schema: { summary: 'Look again for those who were not found', params: DefinitionParams, response: { 200: ListChangeView } },
      config: { capability: 'lists.write' },
    },
    async (request) => answer(await rematchList(deps, ownerOf(request), request.params.key)),
  );

  routes.get(
    '/api/v1/lists/:key/unmatched',
    {
      schema: {
        summary: 'Values that led to nobody; as a file with Accept: text/csv',
        params: DefinitionParams,
        querystring: MembersQuery,
        response: { 200: Type.Union([PageOf(UnmatchedValue), Type.String()]) },
      },
      config: { capability: 'definitions.read' },
    },
    async (request, reply) => {
      const { caller, params, query } = request;
      const list = await existingList(deps, caller.workspace, params.key);
      if (request.headers.accept?.includes('text/csv') === true) {
        const all = await readUnmatched(deps.pg, list.id, { kind: '', value: '' }, allUnmatched);
        return reply.header('content-disposition', `attachment; filename="${list.key}-unmatched.csv"`).type('text/csv; charset=utf-8').send(csvOf(all));
      }
      const [kind, value] = query.cursor === undefined ? ['', ''] : decodeCursor(Type.Tuple([Type.String(), Type.String()]), query.cursor);
      const limit = query.limit ?? 1000;
      const rows = await readUnmatched(deps.pg, list.id, { kind, value }, limit + 1);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items: items.map((each) => ({ ...each })), next: rows.length > limit && last !== undefined ? encodeCursor([last.kind, last.value]) : null };
    },
  );
}

/** What people sent is quoted and never read as a formula by a spreadsheet; headings and reasons are our own words. */
const csvOf = (rows: readonly Unmatched[]): string =>
  ['kind,value,reason', ...rows.map(({ kind, value, reason }) => `${cell(kind)},${cell(value)},${reason}`), ''].join('\r\n');

const cell = (text: string): string => csvCell(text, { formulas: 'text', quotes: 'always' });
