import { accountEntity, type CleanEntity } from '#clean';
import { identifyAccounts, identifySlice, lockGraph, nextAliasVersion } from '#identify';
import type { PostgresSession } from '#platform';
import { type EntityRows, rememberListPaths, writeEntities, writeProfiles } from '#profile';
import { volumesOf } from './catalogue/volume.ts';
import { accountLines } from './identity/account-lines.ts';
import { changesOf, type ProfileChanges } from './changes.ts';
import { hearConsents } from './consents.ts';
import type { Admitted } from './admit.ts';
import type { Counters, Tally } from './counters.ts';
import { emptyParcel, type Parcel } from './parcel.ts';

export interface Written {
  readonly parcel: Parcel;
  readonly counters: Counters;
  /** For `putChanges`, once the outbox row has its number. */
  readonly changes: readonly ProfileChanges[];
}

/** identify → profile: inside the slice's transaction. `position`: the last log position of the slice. */
export async function writeSlice(tx: PostgresSession, admitted: Admitted, position: number, now: number): Promise<Written> {
  const { events, lines, entities, accounts, tally, quarantine } = admitted;
  for (const { origin } of events) tally.passed(origin);
  const identified = await identifyAccounts(
    tx,
    [...entities.filter(({ kind }) => kind === accountEntity), ...accounts].sort((a, b) => a.origin.position - b.origin.position || a.index - b.index),
    position,
  );
  const entityRows = await writeEntities(tx, [...entities, ...accounts], now);
  const { accountStates, accountAliases } = await accountLines(tx, identified);
  tallyEntities(entities, entityRows, tally);
  const { inserted, rewritten } = entityRows;
  const counters = {
    ...tally.result(),
    volumes: volumesOf(events),
    ...(admitted.breaches === undefined || admitted.breaches.length === 0 ? {} : { breaches: admitted.breaches }),
    ...(admitted.did === undefined || admitted.did.length === 0 ? {} : { did: admitted.did }),
  };
  const changedEntities = [...entities, ...accounts].map(({ origin }) => origin.workspace);
  if (events.length === 0) {
    // In the order of commits like every other change, so that whoever follows them misses none.
    if (changedEntities.length > 0) await lockGraph(tx);
    const changes = changesOf([], { profileOf: [], touched: new Set(), aliases: [] }, changedEntities);
    return { parcel: { ...emptyParcel, entities: inserted, entityRewrites: rewritten, quarantine, accountStates, accountAliases }, counters, changes };
  }
  const identity = await identifySlice(tx, events, position);
  const rows = await writeProfiles(tx, events, identity, now);
  admitted.look?.belongs(events, identity.profileOf);
  lines.stamp(identity.homeOf, identity.profileOf);
  await rememberListPaths(tx, { traits: rows.listPaths, properties: lines.listPaths });
  const consents = await hearConsents(tx, events, identity);
  const version = identity.aliases.length === 0 ? 0 : await nextAliasVersion(tx);
  const aliases = identity.aliases.map(({ fromId, rootId }) => JSON.stringify({ from_id: fromId, root_id: rootId, version, is_done: 0 }));
  return {
    parcel: {
      ...emptyParcel,
      events: lines.bytes(),
      traits: rows.traits,
      profiles: rows.created,
      staged: rows.staged,
      stagedWorkspaces: rows.stagedWorkspaces,
      aliases,
      quarantine,
      entities: inserted,
      entityRewrites: rewritten,
      consents,
      accountStates,
      accountAliases,
    },
    counters,
    changes: changesOf(events, identity, changedEntities),
  };
}

/** What says of an entity what is known already is a duplicate, under whatever message id it comes. */
function tallyEntities(entities: readonly CleanEntity[], { isNew }: EntityRows, tally: Tally): void {
  entities.forEach(({ origin }, index) => {
    if (isNew[index] === true) tally.passed(origin);
    else tally.dropped(origin, 'duplicate');
  });
}
