import { BackupCodes, CodeInput, PasswordChange, PasswordProof, TwoFactorSetup } from '@danqing/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type TSchema } from 'typebox';
import Value from 'typebox/value';
import { Fault } from '#kernel';
import { typed } from '#platform';
import { recordPersonal } from '../audit/record.ts';
import type { OperatorDeps } from './deps.ts';
import { askLibrary } from './entrance.ts';
import type { LibraryPath } from './library.ts';
import { requireGoodPassword } from './passwords.ts';
import type { SignedIn } from './sessions.ts';

function parsed<Schema extends TSchema>(schema: Schema, body: unknown): Type.Static<Schema> {
  if (Value.Check(schema, body)) return body;
  throw new Fault('DQ_INTERNAL', 500, 'the second factor could not be set up');
}

/** What people change about their own entrance: password and second factor. Each asks for the password once more. */
export function registerAccountRoutes(app: FastifyInstance, deps: OperatorDeps): void {
  const { pg, library, attempts, sessions } = deps;
  const routes = typed(app);

  const whoSigned = async (request: FastifyRequest, reply: FastifyReply): Promise<SignedIn> => {
    const found = sessions.isFor(request) ? await sessions.signedIn(request, reply) : undefined;
    if (found === undefined) throw new Fault('DQ_UNAUTHORISED', 401, 'sign in first');
    return found;
  };
  /** Somebody at a screen that was left open must not find the password out by trying. */
  const askWithPassword = async (path: LibraryPath, body: object, action: string, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { operator } = await whoSigned(request, reply);
    const attempt = await attempts.begin(operator.email, request.ip);
    const answer = await askLibrary(library, path, body, request, reply);
    await attempt.succeeded();
    await recordPersonal(pg, operator.id, action);
    return answer;
  };

  const password = { summary: 'A new password; all other sessions end', body: PasswordChange, response: { 204: Type.Null() } };
  routes.post('/api/auth/password', { schema: password }, async (request, reply) => {
    const { current, new: wanted } = request.body;
    requireGoodPassword(wanted, (await whoSigned(request, reply)).operator.email);
    const body = { currentPassword: current, newPassword: wanted, revokeOtherSessions: true };
    await askWithPassword('/change-password', body, 'password.change', request, reply);
    return reply.code(204).send(null);
  });

  const enable = {
    summary: 'Begins to set up the second factor: secret and backup codes, shown once. It counts from the first right code (confirm) on',
    body: PasswordProof,
    response: { 200: TwoFactorSetup },
  };
  routes.post('/api/auth/two-factor/enable', { schema: enable }, async (request, reply) => {
    const answer = await askWithPassword('/two-factor/enable', { password: request.body.password }, 'two-factor.begin', request, reply);
    const { totpURI: uri, backupCodes } = parsed(Type.Object({ totpURI: Type.String(), backupCodes: Type.Array(Type.String()) }), answer);
    return { uri, backupCodes };
  });

  const confirm = { summary: 'Turns the second factor on by a code of the authenticator', body: CodeInput, response: { 204: Type.Null() } };
  routes.post('/api/auth/two-factor/confirm', { schema: confirm }, async (request, reply) => {
    const { operator } = await whoSigned(request, reply);
    const attempt = await attempts.begin(undefined, request.ip);
    await askLibrary(library, '/two-factor/verify-totp', { code: request.body.code.trim() }, request, reply);
    await attempt.succeeded();
    await recordPersonal(pg, operator.id, 'two-factor.on');
    return reply.code(204).send(null);
  });

  const disable = { summary: 'Turns the second factor off', body: PasswordProof, response: { 204: Type.Null() } };
  routes.post('/api/auth/two-factor/disable', { schema: disable }, async (request, reply) => {
    await askWithPassword('/two-factor/disable', { password: request.body.password }, 'two-factor.off', request, reply);
    return reply.code(204).send(null);
  });

  const codes = { summary: 'New backup codes; the old ones are void', body: PasswordProof, response: { 200: BackupCodes } };
  routes.post('/api/auth/two-factor/backup-codes', { schema: codes }, async (request, reply) => {
    const answer = await askWithPassword('/two-factor/generate-backup-codes', { password: request.body.password }, 'two-factor.codes', request, reply);
    return parsed(BackupCodes, answer);
  });
}
