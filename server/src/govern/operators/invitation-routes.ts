import { IdParams, InvitationInput, type InvitationItem, InvitationList, OneTimeLink } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { conflict, Fault, notFound } from '#kernel';
import { typed } from '#platform';
import type { Access } from '../access.ts';
import { recordAudit } from '../audit/record.ts';
import type { OperatorDeps } from './deps.ts';
import { readInvitations, type StoredInvitation, withdrawInvitation } from './link.store.ts';
import { makeLink } from './make-link.ts';
import { findOperator, readMember, readOperator } from './operator.read.ts';

/** Inviting people by a link that works once, and the link that makes an owner. */
export function registerInvitationRoutes(app: FastifyInstance, deps: OperatorDeps & { readonly access: Access }): void {
  const { pg, clock, access } = deps;
  const routes = typed(app);
  const guard = { capability: 'operators.manage', scope: 'admin' } as const;

  const itemOf = ({ madeAt, expiresAt, ...invitation }: StoredInvitation): InvitationItem => ({
    ...invitation,
    madeAt: madeAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt.getTime() <= clock.now(),
  });

  const list = { summary: 'Invitations that nobody has used yet', response: { 200: InvitationList } };
  routes.get('/api/v1/operators/invitations', { schema: list, config: { capability: 'operators.manage', scope: 'admin' } }, async ({ caller }) => ({
    items: (await readInvitations(pg, caller.workspace)).map(itemOf),
  }));

  const invite = {
    summary: 'Invites somebody; the link works once and for 7 days, an older one for the same e-mail is void',
    body: InvitationInput,
    response: { 201: OneTimeLink },
  };
  routes.post('/api/v1/operators/invitations', { schema: invite, config: { ...guard, shownOnce: ['link'] } }, async (request, reply) => {
    const { caller, body } = request;
    const email = body.email.toLowerCase();
    const known = await findOperator(pg, email);
    const member = known === undefined ? undefined : await readMember(pg, caller.workspace, known.id);
    if (member !== undefined) throw conflict('somebody with this e-mail belongs to this workspace already');
    const workspaceName = access.workspaceById(caller.workspace)?.name ?? '';
    return reply.code(201).send(await makeLink(deps, request, { kind: 'invitation', email, role: body.role, workspaceName }));
  });

  const withdraw = { summary: 'Takes an invitation back', params: IdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/operators/invitations/:id', { schema: withdraw, config: guard }, async ({ caller, params }, reply) => {
    await pg.transaction(async (tx) => {
      if (!(await withdrawInvitation(tx, caller.workspace, params.id))) throw notFound(`the invitation ${params.id}`);
      await recordAudit(tx, caller, { action: 'operator.uninvite', object: `invitation:${params.id}` });
    });
    return reply.code(204).send(null);
  });

  const owner = {
    summary: 'A one-time link that makes an owner; for the admin key and for owners. Valid for 24 hours, older ones are void',
    response: { 201: OneTimeLink },
  };
  routes.post('/api/v1/operators/owner-link', { schema: owner, config: { ...guard, shownOnce: ['link'] } }, async (request, reply) => {
    const { operator, isInstanceAdmin } = request.caller;
    const isOwner = operator !== null && (await readOperator(pg, operator.id))?.isOwner === true;
    if (!isInstanceAdmin && !isOwner) throw new Fault('DQ_OWNER_ONLY', 403, 'only the admin key and owners make this link');
    return reply.code(201).send(await makeLink(deps, request, { kind: 'owner' }));
  });
}
