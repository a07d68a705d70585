import { Fault } from '#kernel';
import { type Letter, type PostgresSession, type Seal, sendLetter } from '#platform';
import { readMail } from './mail.store.ts';

export interface MailDeps {
  readonly pg: PostgresSession;
  readonly seal: Seal;
}

/** Whether this installation can send e-mail: somebody has entered a mail server. */
export const canMail = async (pg: PostgresSession): Promise<boolean> => (await readMail(pg)) !== undefined;

/**
 * Sends one e-mail by the mail server of this installation; resolves when the server has taken it. Throws DQ_MAIL_NOT_SET while nobody has entered
 * one, DQ_MAIL_FAILED with what the server said.
 */
export async function sendMail({ pg, seal }: MailDeps, letter: Omit<Letter, 'from'>): Promise<void> {
  const mail = await readMail(pg);
  if (mail === undefined) throw new Fault('DQ_MAIL_NOT_SET', 409, 'no mail server is set: enter one under settings, e-mail');
  const { host, port, security, username, password, fromAddress, fromName } = mail;
  const server = { host, port, security, username, password: password === null ? '' : seal.open(password) };
  try {
    await sendLetter(server, { ...letter, from: { name: fromName, address: fromAddress } });
  } catch (error) {
    throw new Fault('DQ_MAIL_FAILED', 502, `the mail server ${host}:${port} did not take it: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
