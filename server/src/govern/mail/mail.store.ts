import type { MailInput } from '@danqing/contracts';
import type { PostgresSession, Seal } from '#platform';

export interface StoredMail extends Omit<MailInput, 'password'> {
  /** Sealed. */
  readonly password: Buffer | null;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

const readIt = `
  SELECT host, port, security, username, password, from_address AS "fromAddress", from_name AS "fromName", updated_at AS "updatedAt", updated_by AS "updatedBy" FROM govern.mail`;
const writeIt = `
  INSERT INTO govern.mail (host, port, security, username, password, from_address, from_name, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security, username = excluded.username,
    password = CASE WHEN $10 THEN govern.mail.password ELSE excluded.password END,
    from_address = excluded.from_address, from_name = excluded.from_name, updated_at = excluded.updated_at, updated_by = excluded.updated_by`;

export const readMail = async (pg: PostgresSession): Promise<StoredMail | undefined> => (await pg.query<StoredMail>(readIt))[0];

export async function writeMail(tx: PostgresSession, seal: Seal, input: MailInput, at: Date, by: string): Promise<void> {
  const { host, port, security, username, password, fromAddress, fromName } = input;
  const sealed = password === undefined || password === null ? null : seal.seal(password);
  await tx.query(writeIt, [host, port, security, username, sealed, fromAddress, fromName, at, by, password === undefined]);
}

export const removeMail = (tx: PostgresSession): Promise<unknown> => tx.query('DELETE FROM govern.mail');
