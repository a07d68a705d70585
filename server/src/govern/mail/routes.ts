import { MailInput, MailTested, MailTestInput, MailView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Clock, Fault } from '#kernel';
import { type Postgres, type Seal, typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import { readMail, removeMail, type StoredMail, writeMail } from './mail.store.ts';
import { sendMail } from './send-mail.ts';

export interface MailRoutesDeps {
  readonly pg: Postgres;
  readonly seal: Seal;
  readonly clock: Clock;
}

const viewOf = (mail: StoredMail | undefined): MailView => {
  if (mail === undefined) return { settings: null };
  const { password, updatedAt, ...rest } = mail;
  return { settings: { ...rest, hasPassword: password !== null, updatedAt: updatedAt.toISOString() } };
};

/** The mail server of the installation: every workspace sends by it, so only who manages workspaces may see or change it. */
export function registerMailRoutes(app: FastifyInstance, { pg, seal, clock }: MailRoutesDeps): void {
  const routes = typed(app);
  const config = { scope: 'admin', capability: 'workspaces.manage' } as const;

  const show = { summary: 'The mail server by which invitations and alerts are sent', response: { 200: MailView } };
  routes.get('/api/v1/mail', { schema: show, config }, async () => viewOf(await readMail(pg)));

  const change = { summary: 'Sets the mail server; its password is kept sealed and never shown', body: MailInput, response: { 200: MailView } };
  routes.put('/api/v1/mail', { schema: change, config }, async ({ caller, body }) => {
    await pg.transaction(async (tx) => {
      await writeMail(tx, seal, body, new Date(clock.now()), caller.operator?.name ?? caller.name);
      await recordAudit(tx, caller, { action: 'mail.change', object: `mail:${body.host}` });
    });
    return viewOf(await readMail(pg));
  });

  const remove = { summary: 'Takes the mail server away: nothing is sent by e-mail any more', response: { 204: Type.Null() } };
  routes.delete('/api/v1/mail', { schema: remove, config }, async ({ caller }, reply) => {
    await pg.transaction(async (tx) => {
      await removeMail(tx);
      await recordAudit(tx, caller, { action: 'mail.remove', object: 'mail' });
    });
    return reply.code(204).send(null);
  });

  const test = { summary: 'Sends a test e-mail', body: MailTestInput, response: { 200: MailTested } };
  routes.post('/api/v1/mail/test', { schema: test, config }, async ({ body }) => {
    try {
      await sendMail({ pg, seal }, { to: [body.to], subject: '丹青测试邮件 · Danqing test e-mail', text: '邮件服务可用。\n\nThe mail settings work.\n' });
      return { isSent: true, problem: null };
    } catch (error) {
      if (error instanceof Fault && error.code === 'DQ_MAIL_FAILED') return { isSent: false, problem: error.message };
      throw error;
    }
  });
}
