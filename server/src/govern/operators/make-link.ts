import type { OneTimeLink, Role } from '@danqing/contracts';
import type { FastifyRequest } from 'fastify';
import { recordAudit } from '../audit/record.ts';
import type { OperatorDeps } from './deps.ts';
import { addLink } from './link.store.ts';

const hourMs = 3_600_000;
const livesMs = { owner: 24 * hourMs, reset: 24 * hourMs, invitation: 7 * 24 * hourMs } as const;

type Wanted =
  | { readonly kind: 'owner' }
  | { readonly kind: 'invitation'; readonly email: string; readonly role: Role; readonly workspaceName: string }
  | { readonly kind: 'reset'; readonly operator: string; readonly email: string; readonly clearsTwoFactor: boolean };

/** Makes a one-time link in the caller's name, on record, and mails it where mail is set up. The answer is the only place where it stands in clear. */
export async function makeLink(deps: OperatorDeps, request: FastifyRequest, wanted: Wanted): Promise<OneTimeLink> {
  const { pg, clock, mailLink } = deps;
  const { caller } = request;
  const madeAt = new Date(clock.now());
  const expiresAt = new Date(clock.now() + livesMs[wanted.kind]);
  const common = { madeBy: caller.name, madeAt, expiresAt };
  const token = await pg.transaction(async (tx) => {
    if (wanted.kind === 'owner') {
      await recordAudit(tx, caller, { action: 'operator.owner-link', object: 'owner' });
      return addLink(tx, { ...common, kind: 'owner' });
    }
    if (wanted.kind === 'invitation') {
      await recordAudit(tx, caller, { action: 'operator.invite', object: 'invitation', details: { role: wanted.role } });
      return addLink(tx, { ...common, kind: 'invitation', workspace: caller.workspace, email: wanted.email, role: wanted.role });
    }
    const { operator, clearsTwoFactor } = wanted;
    await recordAudit(tx, caller, { action: 'operator.reset-link', object: `operator:${operator}`, details: { clearsTwoFactor } });
    return addLink(tx, { ...common, kind: 'reset', operator, clearsTwoFactor });
  });
  const base = deps.publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
  const link = `${base}/welcome?token=${token}`;
  const isMailed =
    wanted.kind !== 'owner' &&
    (await mailLink(
      { kind: wanted.kind, to: wanted.email, link, expiresAt, from: caller.name, workspace: wanted.kind === 'invitation' ? wanted.workspaceName : '' },
      caller.workspace,
    ));
  return { link, expiresAt: expiresAt.toISOString(), isMailed };
}
