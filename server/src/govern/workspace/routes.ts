import { WorkspaceDetail, WorkspacePatch } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { Fault, notFound } from '#kernel';
import { type Postgres, requireMatch, sendEtag, typed } from '#platform';
import type { Access } from '../access.ts';
import { recordAudit } from '../audit/record.ts';
import { changed, workspaceDetail } from './settings.ts';
import { readWorkspaceRow, updateWorkspace, type WorkspaceRow } from './workspace.store.ts';

/** What the workspace of the request is called, sells, counts in. */
export function registerWorkspaceRoutes(app: FastifyInstance, { pg, access }: { readonly pg: Postgres; readonly access: Access }): void {
  const routes = typed(app);
  const existing = async (id: number): Promise<WorkspaceRow> => {
    const row = await readWorkspaceRow(pg, id);
    if (row === undefined) throw notFound('this workspace');
    return row;
  };

  const current = { summary: 'This workspace: its name, industry, word for a customer, currency, zone, holidays, limits', response: { 200: WorkspaceDetail } };
  routes.get('/api/v1/workspace', { schema: current, config: { capability: 'self', personal: 'shown' } }, async ({ caller }, reply) => {
    const row = await existing(caller.workspace);
    sendEtag(reply, row.version);
    return workspaceDetail(row);
  });

  const change = { summary: 'Change any of it. With If-Match: only if nobody changed it meanwhile', body: WorkspacePatch, response: { 200: WorkspaceDetail } };
  routes.patch('/api/v1/workspace', { schema: change, config: { capability: 'settings.write', scope: 'admin', personal: 'shown' } }, async (request, reply) => {
    const { caller, body } = request;
    const row = await existing(caller.workspace);
    requireMatch(request, row.version);
    const wanted = changed(row, body);
    const written = await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, { action: 'workspace.change', object: `workspace:${row.key}`, details: { fields: Object.keys(body) } });
      return updateWorkspace(tx, wanted);
    });
    if (written === undefined) throw new Fault('DQ_CHANGED_MEANWHILE', 412, 'somebody changed this at the same moment: read it again and repeat the change');
    await access.refresh();
    sendEtag(reply, written.version);
    return workspaceDetail(written);
  });
}
