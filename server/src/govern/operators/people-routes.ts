import { OneTimeLink, OperatorChange, OperatorItem, OperatorList, ResetInput, TextIdParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { conflict, Fault, notFound } from '#kernel';
import { typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import type { Caller } from '../types.ts';
import type { OperatorDeps } from './deps.ts';
import { type Member, readMember, readMembers, readOperator, readRoles } from './operator.read.ts';
import { changeMember, endSessions, removeMember } from './operator.store.ts';
import { makeLink } from './make-link.ts';

const itemOf = ({ since, seenAt, ...member }: Member): OperatorItem => ({
  ...member,
  since: since.toISOString(),
  seenAt: seenAt?.toISOString() ?? null,
});

const forbidden = (words: string): Fault => new Fault('DQ_FORBIDDEN', 403, words);

/** The people of a workspace: their roles, whether they may enter, new passwords for them. */
export function registerPeopleRoutes(app: FastifyInstance, deps: OperatorDeps): void {
  const { pg } = deps;
  const routes = typed(app);
  const guard = { capability: 'operators.manage', scope: 'admin' } as const;

  /** Somebody of this workspace whom the caller may change: not an owner (their role is not the workspace's to give), not themselves. */
  const changeable = async (caller: Caller, id: string): Promise<Member> => {
    const member = await readMember(pg, caller.workspace, id);
    if (member === undefined) throw notFound('this operator');
    if (caller.operator?.id === id) throw conflict('nobody changes their own role or removes themselves; ask another admin');
    if (member.isOwner) throw forbidden('the owner is admin in every workspace; that cannot be changed here');
    return member;
  };

  const list = { summary: 'Who belongs to this workspace', response: { 200: OperatorList } };
  routes.get('/api/v1/operators', { schema: list, config: { capability: 'operators.manage', scope: 'admin' } }, async ({ caller }) => ({
    items: (await readMembers(pg, caller.workspace)).map(itemOf),
  }));

  const change = {
    summary: 'Another role, or disabled; it counts from the next request on',
    params: TextIdParams,
    body: OperatorChange,
    response: { 200: OperatorItem },
  };
  routes.patch('/api/v1/operators/:id', { schema: change, config: guard }, async ({ caller, params, body }) => {
    const before = await changeable(caller, params.id);
    await pg.transaction(async (tx) => {
      await changeMember(tx, params.id, caller.workspace, { role: body.role, isDisabled: body.isDisabled });
      const details = {
        ...(body.role !== undefined && { from: before.role, to: body.role }),
        ...(body.isDisabled !== undefined && { isDisabled: body.isDisabled }),
      };
      await recordAudit(tx, caller, { action: 'operator.change', object: `operator:${params.id}`, details });
    });
    const after = await readMember(pg, caller.workspace, params.id);
    if (after === undefined) throw notFound('this operator');
    return itemOf(after);
  });

  const remove = { summary: 'Takes somebody out of this workspace', params: TextIdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/operators/:id', { schema: remove, config: guard }, async ({ caller, params }, reply) => {
    const member = await changeable(caller, params.id);
    await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, { action: 'operator.remove', object: `operator:${params.id}`, details: { name: member.name, role: member.role } });
      await removeMember(tx, params.id, caller.workspace);
    });
    return reply.code(204).send(null);
  });

  const sessions = { summary: 'Ends all sessions of somebody', params: TextIdParams, response: { 204: Type.Null() } };
  routes.post('/api/v1/operators/:id/end-sessions', { schema: sessions, config: guard }, async ({ caller, params }, reply) => {
    if ((await readMember(pg, caller.workspace, params.id)) === undefined) throw notFound('this operator');
    await pg.transaction(async (tx) => {
      await endSessions(tx, params.id);
      await recordAudit(tx, caller, { action: 'operator.end-sessions', object: `operator:${params.id}` });
    });
    return reply.code(204).send(null);
  });

  const reset = {
    summary: 'A one-time link by which somebody sets a new password; valid for 24 hours',
    params: TextIdParams,
    body: ResetInput,
    response: { 201: OneTimeLink },
  };
  routes.post('/api/v1/operators/:id/reset-link', { schema: reset, config: { ...guard, shownOnce: ['link'] } }, async (request, reply) => {
    const { caller, params } = request;
    const member = await changeable(caller, params.id);
    if (!(await mayReset(caller, params.id)))
      throw forbidden('this operator belongs to other workspaces too, of which you are no admin: an owner can make this link');
    const clearsTwoFactor = request.body.clearsTwoFactor ?? false;
    const made = await makeLink(deps, request, { kind: 'reset', operator: params.id, email: member.email, clearsTwoFactor });
    return reply.code(201).send(made);
  });

  /** A new password opens every workspace of its owner: who makes the link must be admin in all of them. */
  const mayReset = async (caller: Caller, target: string): Promise<boolean> => {
    if (caller.operator === null) return caller.isInstanceAdmin || (await readRoles(pg, target)).every(({ workspace }) => workspace === caller.workspace);
    if ((await readOperator(pg, caller.operator.id))?.isOwner === true) return true;
    const own = await readRoles(pg, caller.operator.id);
    return (await readRoles(pg, target)).every(({ workspace }) => own.some((role) => role.workspace === workspace && role.role === 'admin'));
  };
}
