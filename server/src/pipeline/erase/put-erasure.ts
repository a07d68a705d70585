import { type ErasureSubject, eraseConsents, type Forgotten, type Removed, withdrawCarried } from '#govern';
import { eraseHomes, type ErasedHomes, nextAliasVersion, readOutlines } from '#identify';
import type { PostgresSession } from '#platform';
import { eraseCores, newMirrorRow, regroupProfiles } from '#profile';
import { putChanges } from '../changes.store.ts';
import { putOutbox, readOffset, recordedTokens } from '../outbox.ts';
import { emptyParcel, packParcel } from '../parcel.ts';
import type { ErasureLine } from './parcel-line.ts';

export const erasureTokens = `${recordedTokens}erasure:`;

/**
 * Forgets homes in PostgreSQL, and hands ClickHouse and the definitions that follow profiles an outbox row, which is delivered in its turn: after every slice that was committed
 * before, before every later one. In the transaction that forgets them everywhere.
 */
export async function putErasure(tx: PostgresSession, subject: ErasureSubject): Promise<Forgotten> {
  const { id, workspace, homes } = subject;
  const erased = await eraseHomes(tx, { workspace, homes, withNobody: subject.keepsEvents });
  const { groups, moves, namers, nobody } = erased;
  const cores = await eraseCores(tx, homes);
  const consents = await eraseConsents(tx, homes);
  const { staged, inserted } = await regroupProfiles(tx, groups, new Set(moves.map(({ fromId }) => fromId)));
  const consentsGone = [...consents.others, ...(await withdrawBetween(tx, groups))];
  const nobodyRows = nobody === null ? [] : (await readOutlines(tx, [nobody])).map((outline) => newMirrorRow(outline, {}));
  const position = await readOffset(tx);
  const version = await nextAliasVersion(tx);
  const line: ErasureLine = { erasure: id, workspace, homes, namers, identifiers: erased.identifiers.map(({ kind, value }) => `${kind}=${value}`), nobody };
  const row = await putOutbox(tx, {
    token: `${erasureTokens}${id}`,
    firstPosition: position,
    lastPosition: position,
    inserts: await packParcel({
      ...emptyParcel,
      staged,
      stagedWorkspaces: [workspace],
      returned: [...inserted, ...nobodyRows],
      moves: moves.map((move) => JSON.stringify(move)),
      aliases: [...moves, ...homes.map((fromId) => ({ fromId, rootId: fromId }))].map(({ fromId, rootId }) =>
        JSON.stringify({ from_id: fromId, root_id: rootId, version, is_done: 1 }),
      ),
      consentsGone: consentsGone.map(String),
      erasures: [JSON.stringify(line)],
    }),
    counters: { sources: [], imports: [] },
  });
  const touched = new Set([
    ...homes,
    ...erased.roots,
    ...moves.map(({ fromId }) => fromId),
    ...groups.map(({ rootId }) => rootId),
    ...(nobody === null ? [] : [nobody]),
  ]);
  await putChanges(tx, row.id, [{ workspace, profiles: touched, merged: touched, events: new Set(), hasIdentity: true }]);
  return { removed: removedOf(erased, cores, consents.own), graph: { identifiers: erased.identifiers, position, anonymousId: nobody } };
}

/** Grants that one of those who were one and are several now put beside another's words. */
async function withdrawBetween(tx: PostgresSession, groups: ErasedHomes['groups']): Promise<readonly number[]> {
  const everyId = groups.flatMap((group) => group.homes);
  const gone: number[] = [];
  for (const side of groups.slice(0, -1)) gone.push(...(await withdrawCarried(tx, everyId, side.homes)));
  return gone;
}

function removedOf({ removed }: ErasedHomes, cores: number, consents: number): readonly Removed[] {
  const counts: readonly (readonly [string, number])[] = [
    ['profiles', removed.profiles],
    ['identifiers', removed.identifiers],
    ['links between identifiers', removed.edges],
    ['merges', removed.merges],
    ['conflicts', removed.conflicts],
    ['shared identifiers', removed.shared],
    ['trait documents', cores],
    ['consents', consents],
  ];
  return counts.map(([what, count]) => ({ store: 'postgres', what, count }));
}
