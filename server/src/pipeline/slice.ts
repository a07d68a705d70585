import { accountEntity, type CleanEntity, cleanItem, type Dedupe, isEntity, type KindRules, type Origin } from '#clean';
import { decodeRecord } from '#collect';
import type { SourceDirectory, Tombstones } from '#govern';
import { Fault, type ParkReason } from '#kernel';
import { identifyAccounts, identifySlice, lockGraph, nextAliasVersion } from '#identify';
import type { LogRecord, Postgres, PostgresSession } from '#platform';
import { type EntityRows, rememberListPaths, writeEntities, writeProfiles } from '#profile';
import type { Observer } from './catalogue/observer.ts';
import { volumesOf } from './catalogue/volume.ts';
import { accountLines } from './identity/account-lines.ts';
import { changesOf, type ProfileChanges } from './changes.ts';
import { hearConsents } from './consents.ts';
import { type Counters, createTally, type Tally } from './counters.ts';
import type { SliceLook } from './debug/slice-look.ts';
import { Intake, type Taken } from './intake.ts';
import { emptyParcel, type Parcel } from './parcel.ts';
import { parkedRow } from './quarantine-row.ts';

export interface SliceDeps {
  readonly pg: Postgres;
  readonly sources: SourceDirectory;
  /** How each workspace tells people apart. */
  readonly kinds: { of(workspace: number): KindRules };
  readonly dedupe: Dedupe;
  /** By which what is read again is known to be somebody's who was erased. */
  readonly tombstones?: Tombstones;
  /** Learns what events carry. */
  readonly observer?: Observer;
}

/** Events that may enter the profiles, and what is already known of the others. */
export interface Admitted extends Taken {
  readonly tally: Tally;
  readonly quarantine: readonly string[];
  /** What somebody who looks at events as they arrive sees of these. */
  readonly look?: SliceLook | undefined;
}

export function originOf(record: LogRecord, { sources, kinds }: Pick<SliceDeps, 'sources' | 'kinds'>): Origin {
  const source = sources.byId(record.sourceId);
  if (source === undefined) throw new Fault('DQ_SOURCE_UNKNOWN', 500, `source ${record.sourceId} of log record ${record.position} is not in the directory yet`);
  return {
    workspace: source.workspace,
    sourceId: source.id,
    sourceName: source.name,
    trust: source.trust,
    timezone: source.timezone,
    defaultRegion: source.defaultRegion,
    kinds: kinds.of(source.workspace),
    isImport: record.protocol === 'import',
    importId: record.importId,
    position: record.position,
    receivedAt: record.receivedAt,
    remoteAddress: record.remoteAddress,
    userAgent: record.userAgent,
  };
}

/** decode → clean → dedupe. */
export function admit(records: readonly LogRecord[], deps: SliceDeps, look?: SliceLook): Admitted {
  const tally = createTally();
  const quarantine: string[] = [];
  const intake = new Intake();
  const park = (origin: Origin, raw: { readonly index: number; readonly raw: unknown }, reason: ParkReason, detail: string): void => {
    tally.parked(origin, reason);
    quarantine.push(
      parkedRow(
        { workspace: origin.workspace, source: origin.sourceName, position: origin.position, index: raw.index, receivedAt: origin.receivedAt, version: 1 },
        raw,
        reason,
        detail,
      ),
    );
  };
  for (const record of records) {
    if (deps.sources.byId(record.sourceId)?.isRemoved === true) continue;
    const origin = originOf(record, deps);
    for (const raw of decodeRecord(record)) {
      const outcome = cleanItem(raw, origin);
      look?.saw(origin, raw, outcome);
      switch (outcome.kind) {
        case 'pass':
          intake.add(outcome.value);
          if (deps.observer !== undefined && !isEntity(outcome.value)) deps.observer.observe(outcome.value);
          break;
        case 'drop':
          tally.dropped(origin, outcome.reason);
          break;
        case 'park':
          park(origin, raw, outcome.reason, outcome.detail);
          break;
      }
    }
  }
  const taken = intake.take(deps.dedupe, (item) => {
    tally.dropped(item.origin, 'duplicate');
    look?.repeats(item);
  });
  return { ...taken, tally, quarantine, look };
}

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
  const counters = { ...tally.result(), volumes: volumesOf(events) };
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
