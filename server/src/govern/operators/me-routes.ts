import { Me, MeChange, roleCapabilities, SessionList, TextIdParams } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Fault, notFound } from '#kernel';
import { typed } from '#platform';
import type { Access } from '../access.ts';
import { recordPersonal } from '../audit/record.ts';
import { readSettings } from '../workspace/settings.ts';
import type { OperatorDeps } from './deps.ts';
import { readOperator } from './operator.read.ts';
import { updateOwnSettings } from './operator.store.ts';
import { endOtherSessions, endSession, readSessions } from './session.store.ts';
import type { SignedIn } from './sessions.ts';

/** Keys have no sessions, no language and no theme. */
function signedIn(request: FastifyRequest): SignedIn {
  if (request.signedIn === undefined) throw new Fault('DQ_OPERATORS_ONLY', 403, 'this is for operators who are signed in, not for keys');
  return request.signedIn;
}

/** Who am I, what may I do here; my settings and my sessions. */
export function registerMeRoutes(app: FastifyInstance, { pg, access }: OperatorDeps & { readonly access: Access }): void {
  const routes = typed(app);

  const viewOf = async (request: FastifyRequest): Promise<Me> => {
    const { caller } = request;
    const { noun } = await readSettings(pg, caller.workspace);
    const workspace = access.workspaceById(caller.workspace)?.key ?? '';
    const stored = caller.operator === null ? undefined : await readOperator(pg, caller.operator.id);
    if (caller.operator === null || stored === undefined) {
      const key = { name: caller.name, scopes: [...caller.scopes] };
      return { operator: null, key, workspace, noun, role: null, capabilities: [], workspaces: [], preferences: {} };
    }
    const { preferences, ...operator } = stored;
    const { places } = signedIn(request);
    return {
      operator,
      key: null,
      workspace: places.find(({ id }) => id === caller.workspace)?.key ?? workspace,
      noun,
      role: caller.operator.role,
      capabilities: [...roleCapabilities[caller.operator.role]],
      workspaces: places.map(({ key, name, role }) => ({ key, name, role })),
      preferences,
    };
  };

  const me = { summary: 'Who is asking, and what they may do in this workspace', response: { 200: Me } };
  routes.get('/api/v1/me', { schema: me, config: { capability: 'self' } }, viewOf);

  const change = { summary: 'My name, language and theme', body: MeChange, response: { 200: Me } };
  routes.patch('/api/v1/me', { schema: change, config: { capability: 'self' } }, async (request) => {
    const { operator } = signedIn(request);
    const { name, ...preferences } = request.body;
    await updateOwnSettings(pg, operator.id, name?.trim(), preferences);
    return viewOf(request);
  });

  const sessions = { summary: 'Where I am signed in', response: { 200: SessionList } };
  routes.get('/api/v1/me/sessions', { schema: sessions, config: { capability: 'self' } }, async (request) => {
    const { operator, session } = signedIn(request);
    const rows = await readSessions(pg, operator.id);
    const items = rows.map(({ since, seenAt, expiresAt, ...row }) => ({
      ...row,
      isCurrent: row.id === session,
      since: since.toISOString(),
      seenAt: seenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
    return { items };
  });

  const end = { summary: 'Ends one of my sessions', params: TextIdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/me/sessions/:id', { schema: end, config: { capability: 'self' } }, async (request, reply) => {
    const { operator } = signedIn(request);
    await pg.transaction(async (tx) => {
      if (!(await endSession(tx, operator.id, request.params.id))) throw notFound('this session');
      await recordPersonal(tx, operator.id, 'session.end');
    });
    return reply.code(204).send(null);
  });

  const endOthers = { summary: 'Ends all my sessions but this one', response: { 204: Type.Null() } };
  routes.post('/api/v1/me/sessions/end-others', { schema: endOthers, config: { capability: 'self' } }, async (request, reply) => {
    const { operator, session } = signedIn(request);
    await pg.transaction(async (tx) => {
      await endOtherSessions(tx, operator.id, session);
      await recordPersonal(tx, operator.id, 'session.end-others');
    });
    return reply.code(204).send(null);
  });
}
