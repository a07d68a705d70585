import { type HomeBlock, HomeQuery, HomeView, type Role, roles } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Caller, readSettings } from '#govern';
import { Fault, keepAnswers } from '#kernel';
import { typed } from '#platform';
import type { HomeDeps } from './deps.ts';
import { makeBlocks } from './view.ts';

/** So long an answer is given again: many open the page at nine o'clock. */
const freshMs = 30_000;

/** An admin may look at every role's page, and so may a key that may do everything. */
const rolesOf = ({ operator, scopes }: Caller): readonly Role[] => {
  if (operator === null) return scopes.includes('admin') ? roles : ['viewer'];
  return operator.role === 'admin' ? roles : [operator.role];
};

/** The first page of whoever is signed in, by role. */
export function registerHomeRoutes(app: FastifyInstance, deps: HomeDeps): void {
  const kept = keepAnswers<HomeBlock[]>(deps.clock, freshMs);
  const blocksOf = ({ workspace, timezone }: Caller, role: Role): Promise<HomeBlock[]> =>
    kept(`${workspace}/${role}`, () => makeBlocks(deps, { workspace, timezone, role, nowMs: deps.clock.now() }));

  const home = { summary: 'What your role should see first; admins may ask for another role’s', querystring: HomeQuery, response: { 200: HomeView } };
  typed(app).get('/api/v1/home', { schema: home, config: { capability: 'self' } }, async ({ caller, query }) => {
    const allowed = rolesOf(caller);
    const role = query.role ?? caller.operator?.role ?? allowed[0] ?? 'viewer';
    if (!allowed.includes(role)) throw new Fault('DQ_FORBIDDEN', 403, 'only admins look at the pages of other roles');
    const [settings, blocks] = await Promise.all([readSettings(deps.pg, caller.workspace), blocksOf(caller, role)]);
    return { role, roles: [...allowed], currency: settings.currency, noun: settings.noun, blocks };
  });
}
