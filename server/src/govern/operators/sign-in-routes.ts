import { SignInAnswer, SignInInput, SignInState, VerifyInput } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Fault, isJsonObject } from '#kernel';
import { typed } from '#platform';
import { recordPersonal } from '../audit/record.ts';
import type { OperatorDeps } from './deps.ts';
import { askLibrary } from './entrance.ts';
import { findOperator, hasOperators } from './operator.read.ts';

const userId = (body: unknown): string | undefined => {
  const user = isJsonObject(body) ? body['user'] : undefined;
  const id = isJsonObject(user) ? user['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
};

/** Whether the library wants the second factor before it opens a session. */
export const asksForCode = (body: unknown): boolean => isJsonObject(body) && body['twoFactorRedirect'] === true;

/** Signing in and out. Every answer to somebody without a session is the same for accounts that exist and that do not. */
export function registerSignInRoutes(app: FastifyInstance, deps: OperatorDeps): void {
  const { pg, library, attempts, sessions } = deps;
  const routes = typed(app);

  const state = { summary: 'Whether this installation has an owner yet', response: { 200: SignInState } };
  routes.get('/api/auth/state', { schema: state }, async () => ({ isSetUp: await hasOperators(pg) }));

  const signIn = {
    summary: 'Signs in with e-mail and password; the session comes as a cookie',
    description: 'After 5 wrong passwords from one address (20 from anywhere, 30 from one address on any account) within 15 minutes: 429 DQ_LOCKED_OUT.',
    body: SignInInput,
    response: { 200: SignInAnswer },
  };
  routes.post('/api/auth/sign-in', { schema: signIn }, async (request, reply) => {
    const email = request.body.email.toLowerCase();
    const attempt = await attempts.begin(email, request.ip);
    const { password, remember = true } = request.body;
    try {
      const body = await askLibrary(library, '/sign-in/email', { email, password, rememberMe: remember }, request, reply);
      await attempt.succeeded();
      if (asksForCode(body)) return { next: 'code' as const };
      const operator = userId(body);
      if (operator !== undefined) await recordPersonal(pg, operator, 'session.begin', { address: request.ip });
      return { next: 'done' as const };
    } catch (error) {
      // Not waited for: how long the answer takes must not tell whether the account exists.
      if (error instanceof Fault && error.status === 401) noteRefusal(email, request.ip);
      throw error;
    }
  });
  const noteRefusal = (email: string, address: string): void => {
    const note = async (): Promise<void> => {
      const operator = await findOperator(pg, email);
      if (operator !== undefined) await recordPersonal(pg, operator.id, 'session.refused', { address });
    };
    note().catch((error: unknown) => app.log.error({ err: error }, 'a refused sign-in was not recorded'));
  };

  const verify = { summary: 'The second factor of a sign-in under way', body: VerifyInput, response: { 200: SignInAnswer } };
  routes.post('/api/auth/verify', { schema: verify }, async (request, reply) => {
    // Per account the library counts wrong codes itself (5 a sign-in, 10 in 15 minutes); addresses are counted here.
    const attempt = await attempts.begin(undefined, request.ip);
    const { code, kind = 'authenticator', trustDevice = false } = request.body;
    const path = kind === 'backup' ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp';
    const body = await askLibrary(library, path, { code: code.trim(), trustDevice }, request, reply);
    await attempt.succeeded();
    const operator = userId(body);
    if (operator !== undefined) await recordPersonal(pg, operator, 'session.begin', { address: request.ip, secondFactor: kind });
    return { next: 'done' as const };
  });

  const signOut = { summary: 'Ends this session', response: { 204: Type.Null() } };
  routes.post('/api/auth/sign-out', { schema: signOut }, async (request, reply) => {
    const who = sessions.isFor(request) ? await sessions.signedIn(request, reply) : undefined;
    await askLibrary(library, '/sign-out', {}, request, reply);
    if (who !== undefined) await recordPersonal(pg, who.operator.id, 'session.end');
    return reply.code(204).send(null);
  });
}
