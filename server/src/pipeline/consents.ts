import { randomUUID } from 'node:crypto';
import type { EventHead } from '#clean';
import { changedConsents, type ConsentStatement, recordConsents } from '#govern';
import { identitiesById, type IdentityChanges } from '#identify';
import type { Postgres, PostgresSession } from '#platform';
import { putChanges } from './changes.store.ts';
import { putOutbox, readOffset, recordedTokens } from './outbox.ts';
import { emptyParcel, packParcel } from './parcel.ts';
import { recordedArrived } from './recorded.ts';

/** What the slice's events say of consent, as far as it changes anything: lines for `consent_change`. Slices without any cost one look at each event. */
export async function hearConsents(
  tx: PostgresSession,
  events: readonly EventHead[],
  { profileOf, homeOf }: Pick<IdentityChanges, 'profileOf' | 'homeOf'>,
): Promise<readonly string[]> {
  const said: ConsentStatement[] = [];
  events.forEach(({ consents, origin, ts, messageId }, index) => {
    for (const consent of consents) {
      said.push({
        ...consent,
        workspace: origin.workspace,
        originId: homeOf[index] ?? 0,
        profileId: profileOf[index] ?? 0,
        mergedIds: [],
        at: ts,
        expiresAt: null,
        source: origin.sourceName,
        proof: `message ${messageId}`,
      });
    }
  });
  if (said.length === 0) return [];
  const changed = await changedConsents(tx, said);
  if (changed.length === 0) return [];
  const identities = await identitiesById(tx, [...new Set(changed.map(({ profileId }) => profileId))]);
  const merged = new Map(identities.map(({ askedId, mergedIds }) => [askedId, mergedIds]));
  return recordConsents(
    tx,
    changed.map((statement) => ({ ...statement, mergedIds: merged.get(statement.profileId) ?? [] })),
  );
}

const consentTokens = `${recordedTokens}consent:`;

/**
 * Records consents that did not come with events: the truth in PostgreSQL at once, ClickHouse and the definitions that follow profiles by an outbox row. In the caller's
 * transaction, which must have taken `lockGraph` before it looked anybody up, so that no merge comes in between and changes keep their order.
 */
export async function putConsents(tx: PostgresSession, statements: readonly ConsentStatement[]): Promise<void> {
  if (statements.length === 0) return;
  const lines = await recordConsents(tx, statements);
  const position = await readOffset(tx);
  const parcel = { ...emptyParcel, consents: lines };
  const row = await putOutbox(tx, {
    token: `${consentTokens}${randomUUID()}`,
    firstPosition: position,
    lastPosition: position,
    inserts: await packParcel(parcel),
    counters: { sources: [], imports: [] },
  });
  const workspaces = new Set(statements.map(({ workspace }) => workspace));
  await putChanges(
    tx,
    row.id,
    [...workspaces].map((workspace) => {
      const profiles = new Set(statements.filter((one) => one.workspace === workspace).map(({ profileId }) => profileId));
      return { workspace, profiles, merged: new Set<number>(), events: new Set<string>(), hasIdentity: true };
    }),
  );
}

/** Until rules can read what `putConsents` has recorded, or two seconds have passed: it is kept either way, and arrives when the worker runs. */
export const consentsArrived = (pg: Postgres): Promise<void> => recordedArrived(pg, consentTokens);
