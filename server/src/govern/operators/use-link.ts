import type { LinkUse } from '@danqing/contracts';
import type { Static } from 'typebox';
import { conflict, Fault, invalid, workspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import { nameBrand } from '../defaults.ts';
import { recordPersonal } from '../audit/record.ts';
import type { OperatorDeps } from './deps.ts';
import { spendLink, type StoredLink } from './link.store.ts';
import { findOperator, readPasswordHash } from './operator.read.ts';
import { addOperator, makeOwner, setPassword, setRole } from './operator.store.ts';
import { hashOfPassword, isPasswordOf, requireGoodPassword } from './passwords.ts';

type Given = Static<typeof LinkUse>;

export const linkGone = (): Fault => new Fault('DQ_LINK_GONE', 410, 'this link was used already, has expired or was replaced by a newer one; ask for another');

const missing = (name: 'name' | 'email'): Fault => invalid(`${name} is missing`, [{ path: `/${name}`, code: 'DQ_REQUIRED', message: 'is required' }]);

/** Spends a link: the owner, a new member or a new password. Returns the e-mail to sign in with. All or nothing; of two at once one wins. */
export async function useLink(deps: OperatorDeps, link: StoredLink, given: Given, address: string): Promise<string> {
  const at = new Date(deps.clock.now());
  const email = (link.email ?? given.email)?.toLowerCase();
  if (email === undefined) throw missing('email');
  const known = await findOperator(deps.pg, email);
  const isJoining = link.kind === 'invitation' && known !== undefined;
  // Slow on purpose, so before the transaction.
  if (isJoining) await requirePassword(deps, known.id, email, given.password, address);
  else requireGoodPassword(given.password, email);
  const passwordHash = isJoining ? '' : await hashOfPassword(given.password);

  return deps.pg.transaction(async (tx) => {
    if (!(await spendLink(tx, link.id, at))) throw linkGone();
    if (link.kind === 'owner') {
      await becomeOwner(tx, { known: known?.id, email, given, passwordHash });
      if (given.brand !== undefined) await nameBrand(tx, given.brand.trim());
    } else if (link.kind === 'invitation') await join(tx, link, { known: known?.id, email, given, passwordHash });
    else {
      if (link.operator === null) throw linkGone();
      await setPassword(tx, link.operator, passwordHash, link.clearsTwoFactor);
      await recordPersonal(tx, link.operator, 'password.reset', { address, clearedTwoFactor: link.clearsTwoFactor });
    }
    return email;
  });
}

interface Person {
  readonly known: string | undefined;
  readonly email: string;
  readonly given: Given;
  readonly passwordHash: string;
}

/** Whoever holds the data folder made the link: it may take an existing account over, second factor included. */
async function becomeOwner(tx: PostgresSession, { known, email, given, passwordHash }: Person): Promise<void> {
  if (given.name === undefined) throw missing('name');
  if (known === undefined) {
    const made = await addOperator(tx, { name: given.name, email, passwordHash, isOwner: true, language: given.language });
    await recordPersonal(tx, made, 'operator.owner');
    return;
  }
  await makeOwner(tx, known, given.name);
  await setPassword(tx, known, passwordHash, true);
  await recordPersonal(tx, known, 'operator.owner');
}

async function join(tx: PostgresSession, link: StoredLink, { known, email, given, passwordHash }: Person): Promise<void> {
  if (link.workspace === null || link.role === null) throw linkGone();
  if (known === undefined && given.name === undefined) throw missing('name');
  const operator = known ?? (await addOperator(tx, { name: given.name ?? email, email, passwordHash, isOwner: false, language: given.language }));
  await setRole(tx, operator, workspaceId(link.workspace), link.role);
  await recordPersonal(tx, operator, 'operator.join', { role: link.role });
}

/** Somebody who has an account already joins with its password: an invitation alone opens no account. */
async function requirePassword(deps: OperatorDeps, operator: string, email: string, password: string, address: string): Promise<void> {
  const attempt = await deps.attempts.begin(email, address);
  const hash = await readPasswordHash(deps.pg, operator);
  if (hash === undefined) throw conflict('this account has no password yet; ask for a link to set one');
  if (!(await isPasswordOf(hash, password))) throw new Fault('DQ_PASSWORD_WRONG', 403, 'the password of your account is wrong');
  await attempt.succeeded();
}
