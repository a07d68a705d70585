import { ApprovalSetting, ApprovalView, DecisionBody, NumberParams, PageOf, ProposalQuery, ProposalView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Caller, recordAudit, operatorOf } from '#govern';
import { type Clock, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { approve, reject, withdraw } from './decide.ts';
import { countOpen, needsApproval, readProposal, readProposals, setNeedsApproval, type StoredProposal } from './proposal.store.ts';

const reading = { capability: 'definitions.read' } as const;
const deciding = { capability: 'definitions.approve' } as const;

const viewOf = (
  { method: _method, path: _path, ifMatch: _ifMatch, operatorId, at, decidedAt, ...rest }: StoredProposal,
  caller: Caller,
): Type.Static<typeof ProposalView> => ({
  ...rest,
  isMine: caller.operator?.id === operatorId,
  at: at.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});

/** Changes that wait for an approval, and whether they have to. */
export function registerProposalRoutes(app: FastifyInstance, { pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): void {
  const routes = typed(app);
  const asked = (caller: Caller, id: number, note: string | undefined) => ({
    pg,
    caller,
    operator: operatorOf(caller, 'decides nothing'),
    id,
    note: (note ?? '').trim(),
    at: new Date(clock.now()),
  });

  const list = {
    summary: 'Changes that wait for an approval or were decided, newest first',
    querystring: ProposalQuery,
    response: { 200: PageOf(ProposalView) },
  };
  routes.get('/api/v1/proposals', { schema: list, config: reading }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readProposals(pg, caller.workspace, { before, state: query.state, object: query.object }, limit + 1);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map((row) => viewOf(row, caller)),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
    };
  });

  const show = { summary: 'A change that waits or was decided', params: NumberParams, response: { 200: ProposalView } };
  routes.get('/api/v1/proposals/:id', { schema: show, config: reading }, async ({ caller, params }) => {
    const proposal = await readProposal(pg, caller.workspace, params.id);
    if (proposal === undefined) throw notFound('this proposal');
    return viewOf(proposal, caller);
  });

  const decision = { params: NumberParams, body: DecisionBody, response: { 200: ProposalView } };
  const yes = { ...decision, summary: 'Approves somebody else’s change and makes it' };
  routes.post('/api/v1/proposals/:id/approve', { schema: yes, config: deciding }, async (request) => {
    const { caller, params, body } = request;
    return viewOf(await approve(app, request, asked(caller, params.id, body.note)), caller);
  });
  const no = { ...decision, summary: 'Refuses a change, with a word why' };
  routes.post('/api/v1/proposals/:id/reject', { schema: no, config: deciding }, async ({ caller, params, body }) =>
    viewOf(await reject(asked(caller, params.id, body.note)), caller),
  );
  const back = { ...decision, summary: 'Takes your own proposal back' };
  routes.post('/api/v1/proposals/:id/withdraw', { schema: back, config: { capability: 'definitions.write' } }, async ({ caller, params, body }) =>
    viewOf(await withdraw(asked(caller, params.id, body.note)), caller),
  );

  const state = { summary: 'Whether changes of definitions need an approval', response: { 200: ApprovalView } };
  const viewSetting = async (workspace: Caller['workspace']): Promise<Type.Static<typeof ApprovalView>> => {
    const [isNeeded, open] = await Promise.all([needsApproval(pg, workspace), countOpen(pg, workspace)]);
    return { isNeeded, open };
  };
  routes.get('/api/v1/approvals', { schema: state, config: reading }, async ({ caller }) => await viewSetting(caller.workspace));

  const set = { summary: 'Sets whether changes of definitions need an approval', body: ApprovalSetting, response: { 200: ApprovalView } };
  routes.put('/api/v1/approvals', { schema: set, config: { scope: 'admin', capability: 'definitions.approve' } }, async ({ caller, body }) => {
    await pg.transaction(async (tx) => {
      await setNeedsApproval(tx, caller.workspace, body.isNeeded);
      await recordAudit(tx, caller, { action: 'approvals.set', object: 'approvals', details: { isNeeded: body.isNeeded } });
    });
    return await viewSetting(caller.workspace);
  });
}
