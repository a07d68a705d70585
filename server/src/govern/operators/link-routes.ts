import { LinkLook, LinkUse, LinkView, SignInAnswer } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { typed } from '#platform';
import { recordPersonal } from '../audit/record.ts';
import { lacksBrand } from '../defaults.ts';
import type { OperatorDeps } from './deps.ts';
import { askLibrary } from './entrance.ts';
import { findLink, type StoredLink } from './link.store.ts';
import { findOperator } from './operator.read.ts';
import { asksForCode } from './sign-in-routes.ts';
import { linkGone, useLink } from './use-link.ts';

/** What a one-time link is for, and using it. The token travels in the body, so that no log of addresses has it. */
export function registerLinkRoutes(app: FastifyInstance, deps: OperatorDeps): void {
  const { pg, clock, attempts, library } = deps;
  const routes = typed(app);

  const open = async (token: string, address: string): Promise<StoredLink> => {
    const attempt = await attempts.begin(undefined, address);
    const link = await findLink(pg, token, new Date(clock.now()));
    if (link === undefined) throw linkGone();
    await attempt.succeeded();
    return link;
  };

  const look = { summary: 'What a one-time link is for', body: LinkLook, response: { 200: LinkView } };
  routes.post('/api/auth/link', { schema: look }, async ({ body, ip }) => {
    const { kind, email, workspaceName, role, expiresAt } = await open(body.token, ip);
    const hasAccount = email !== null && (await findOperator(pg, email)) !== undefined;
    const asksBrand = kind === 'owner' && (await lacksBrand(pg));
    return { kind, email, workspace: workspaceName, role, asksBrand, hasAccount, expiresAt: expiresAt.toISOString() };
  });

  const use = {
    summary: 'Uses a one-time link: becomes the owner, joins a workspace, or sets a new password. Signs in',
    body: LinkUse,
    response: { 200: SignInAnswer },
  };
  routes.post('/api/auth/link/use', { schema: use }, async (request, reply) => {
    const { body, ip } = request;
    const email = await useLink(deps, await open(body.token, ip), body, ip);
    const answer = await askLibrary(library, '/sign-in/email', { email, password: body.password }, request, reply);
    if (asksForCode(answer)) return { next: 'code' as const };
    const operator = await findOperator(pg, email);
    if (operator !== undefined) await recordPersonal(pg, operator.id, 'session.begin', { address: ip });
    return { next: 'done' as const };
  });
}
