import { ObjectQuery, PageOf, RevisionView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { readRevisions } from './revision.store.ts';

/** `GET /api/v1/history?object=segments/vip`: what became of a definition, newest first. */
export function registerHistoryRoutes(app: FastifyInstance, { pg }: { readonly pg: Postgres }): void {
  const list = { summary: 'What became of a definition, by whom and why, newest first', querystring: ObjectQuery, response: { 200: PageOf(RevisionView) } };
  typed(app).get('/api/v1/history', { schema: list, config: { capability: 'definitions.read' } }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readRevisions(pg, caller.workspace, query.object, before, limit + 1);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(({ operatorId, at, ...row }) => ({ ...row, isKey: operatorId === null, at: at.toISOString() })),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
    };
  });
}
