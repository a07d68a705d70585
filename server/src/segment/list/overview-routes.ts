import { ListOverview, ListRecognition } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { invalid } from '#kernel';
import { typed } from '#platform';
import { directUsers } from '../users.ts';
import { readDefinitions } from '../users.read.ts';
import { countLists } from './count.read.ts';
import { formsOf, type ListRouteDeps } from './forms.ts';
import { readLatestLists } from './list.store.ts';
import { recogniseList } from './recognise.ts';
import { withUpload } from './upload.ts';
import { listOutline } from './view.ts';

const mostLists = 5000;

/** Every list at a glance, and what a file is that is to become one. Stands where multipart is understood. */
export function registerListOverviewRoutes(app: FastifyInstance, deps: ListRouteDeps): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/list-overview',
    {
      schema: { summary: 'All lists of people with their counts and who uses them, the latest first', response: { 200: ListOverview } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller: { workspace } }) => {
      const rows = await readLatestLists(deps.pg, workspace, mostLists + 1);
      const lists = rows.slice(0, mostLists);
      const [definitions, hasAliases] = await Promise.all([readDefinitions(deps.pg, workspace), deps.hasAliases()]);
      const counts = await countLists(
        deps.clickhouse,
        workspace,
        lists.map(({ id }) => id),
        hasAliases,
      );
      const usersOf = directUsers(definitions);
      return {
        items: lists.map((list) => ({
          ...listOutline(list),
          count: counts.get(list.id) ?? 0,
          usedBy: usersOf({ kind: 'list', key: list.key }).map(({ kind, key }) => ({ kind, key })),
        })),
        isCut: rows.length > mostLists,
      };
    },
  );

  routes.post(
    '/api/v1/list-recognition',
    {
      schema: {
        summary: 'Which column of a file names people, and as what; nothing is kept',
        description: 'multipart/form-data with the part file: a workbook, CSV, TSV or JSON lines; also gzipped.',
        consumes: ['multipart/form-data'],
        response: { 200: ListRecognition },
      },
      config: { capability: 'lists.write' },
    },
    async (request) => {
      if (!request.isMultipart())
        throw invalid('a file is needed', [{ path: '/file', code: 'DQ_REQUIRED', message: 'the part "file" is the table of identifiers' }]);
      return withUpload(request, ({ path }) => recogniseList(deps.pg, formsOf(deps, request.caller), path));
    },
  );
}
