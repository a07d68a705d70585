import { AuditItem, AuditQuery, PageOf } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { readAudit } from './audit.read.ts';

/** `GET /api/v1/audit`: who did what, newest first. */
export function registerAuditRoutes(app: FastifyInstance, { pg }: { readonly pg: Postgres }): void {
  const list = { summary: 'Who did what, newest first', querystring: AuditQuery, response: { 200: PageOf(AuditItem) } };
  typed(app).get('/api/v1/audit', { schema: list, config: { capability: 'audit.read', scope: 'admin' } }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const { operator, action, object, from, to } = query;
    const rows = await readAudit(pg, caller.workspace, { before, operator, action, object, from, to }, limit + 1);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() })),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
    };
  });
}
