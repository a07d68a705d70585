import { decodeRecord } from '#collect';
import { removeConsents, repairConsents, sendConsents, type SourceDirectory } from '#govern';
import { publishAccountAliases, publishAliases } from '#identify';
import { allDone } from '#kernel';
import type { ClickHouse, EventLog, Postgres } from '#platform';
import { correctActivityOf, insertMissing, readSayingsLine, readTraitColumns, rewriteEvents, rewriteSayings, rewriteVersions, updateMirror } from '#profile';
import { type Culprit, sendOrBisect } from './bisect.ts';
import { type Counters, raiseCounters } from './counters.ts';
import { eraseDelivered } from './erase/deliver-erasure.ts';
import { readErasureLine } from './erase/parcel-line.ts';
import { bodyOf, type Feed, feedsOf, sendLines } from './feeds.ts';
import { type OutboxRow, removeOutbox } from './outbox.ts';
import { type Parcel, unpackParcel } from './parcel.ts';
import { parkedRow } from './quarantine-row.ts';
import { type FollowMerges, moveRows, readMove } from './squash.ts';
import { verifyFeed } from './verify.ts';

export interface DeliverDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  readonly followMerges?: FollowMerges;
}

export interface Delivered {
  readonly refused: number;
  readonly repaired: readonly string[];
}

/**
 * Sends a slice to ClickHouse, then removes its outbox row and raises the counters in one transaction. May be called again for the same row at any point:
 * inserts repeat under their tokens, the rest sets values. `isRetry`: an earlier attempt may have got part of the way, so what arrived is counted.
 * `packed`: what `row.inserts` holds, when it is still at hand (unpacking it again cost a tenth of the worker's time).
 */
export async function deliver(deps: DeliverDeps, row: OutboxRow, isRetry: boolean, packed?: Parcel): Promise<Delivered> {
  const { pg, clickhouse } = deps;
  const parcel = packed ?? (await unpackParcel(row.inserts));
  const feeds = feedsOf(parcel);
  const events = async (): Promise<readonly Culprit[]> => {
    const culprits = (await Promise.all(feeds.map((feed) => sendFeed(clickhouse, feed, row.token)))).flat();
    if (parcel.entityRewrites.length > 0) await rewriteVersions(clickhouse, parcel.entityRewrites);
    for (const workspace of parcel.stagedWorkspaces) await rewriteEvents(clickhouse, workspace, parcel.corrections);
    await rewriteSayings(clickhouse, parcel.sayings.map(readSayingsLine));
    return culprits;
  };
  const profiles = async (): Promise<void> => {
    await sendLines(clickhouse, 'profile', parcel.profiles, row.token);
    if (parcel.moves.length + parcel.erasures.length > 0) await deliverMoves(deps, parcel);
    if (parcel.staged.length > 0) await updateMirror({ pg, clickhouse }, parcel.stagedWorkspaces, bodyOf(parcel.staged), await readTraitColumns(pg));
    for (const line of parcel.erasures) await eraseDelivered(deps, readErasureLine(line));
  };
  const aliases = async (): Promise<void> => {
    if (parcel.aliases.length > 0 && parcel.moves.length + parcel.erasures.length === 0) await publishAliases(clickhouse, parcel.aliases, { token: row.token });
  };
  const accounts = async (): Promise<void> => {
    await sendLines(clickhouse, 'account_state', parcel.accountStates, row.token);
    if (parcel.accountAliases.length > 0) await publishAccountAliases(clickhouse, parcel.accountAliases, { token: `${row.token}/account_alias` });
  };
  // Side by side: each table waits for its own sync, and nothing of a slice counts before all of it is there.
  const [culprits] = await allDone([events(), profiles(), aliases(), accounts(), sendConsents(clickhouse, parcel.consents, row.token)]);
  const parked = culprits.map((culprit) => describeCulprit(deps, row.counters, culprit));
  await sendLines(clickhouse, 'quarantine', [...parcel.quarantine, ...parked.flatMap(({ line }) => line ?? [])], row.token);

  const repaired: string[] = [];
  if (isRetry) {
    const refused = new Set(culprits.map(({ line }) => line));
    for (const feed of feeds) repaired.push(...(await verifyFeed(clickhouse, feed, refused)));
    if (await repairConsents(clickhouse, parcel.consents)) repaired.push('consent_change');
    await correctActivityOf(clickhouse, { first: row.firstPosition, last: row.lastPosition });
  }
  await pg.transaction(async (tx) => {
    if (!(await removeOutbox(tx, row.id))) return; // another attempt has counted it
    await raiseCounters(tx, row.counters);
    for (const { correction } of parked) if (correction !== undefined) await raiseCounters(tx, correction);
  });
  return { refused: parked.length, repaired };
}

/** Everything that was written under these ids gets the root they lead to now. Each statement sets values, so that it may be repeated. */
async function deliverMoves({ clickhouse, followMerges }: DeliverDeps, { moves, aliases, returned, consentsGone }: Parcel): Promise<void> {
  if (aliases.length > 0) await publishAliases(clickhouse, aliases);
  await moveRows(clickhouse, moves.map(readMove), followMerges);
  await removeConsents(clickhouse, consentsGone.map(Number));
  await insertMissing(clickhouse, returned);
}

const sendFeed = (clickhouse: ClickHouse, feed: Feed, token: string): Promise<readonly Culprit[]> =>
  feed.body.length === 0
    ? Promise.resolve([])
    : sendOrBisect(feed, token, (body, part) => clickhouse.insert(feed.into, body, { token: `${part}/${feed.into}` }));

interface CulpritRow {
  readonly workspace: number;
  readonly source: string;
  readonly log_position: number;
  readonly log_index: number;
  readonly received_at: string;
  readonly event?: string;
}

function isCulpritRow(row: unknown): row is CulpritRow {
  return typeof row === 'object' && row !== null && 'log_position' in row && 'source' in row && 'received_at' in row;
}

/** An event the store refuses goes to quarantine with the store's words, and moves from passed to parked. A refused trait change only leaves the history. */
function describeCulprit({ log, sources }: DeliverDeps, counters: Counters, culprit: Culprit): { readonly line?: string; readonly correction?: Counters } {
  const row: unknown = JSON.parse(culprit.line);
  if (!isCulpritRow(row) || row.event === undefined) return {};
  const record = log.at(row.log_position);
  const raw = record === undefined ? row : (decodeRecord(record)[row.log_index]?.raw ?? row);
  const place = {
    workspace: row.workspace,
    source: row.source,
    position: row.log_position,
    index: row.log_index,
    receivedAt: Date.parse(`${row.received_at}Z`),
    version: 1,
  };
  const line = parkedRow(place, { raw }, 'rejected_by_store', culprit.error.slice(0, 1000));
  const count = counters.sources.find(({ sourceId }) => sources.byId(sourceId)?.name === row.source);
  if (count === undefined) return { line };
  const importId = record?.importId;
  return {
    line,
    correction: {
      sources: [{ sourceId: count.sourceId, workspace: row.workspace, passed: -1, dropped: {}, parked: { rejected_by_store: 1 } }],
      imports: importId === undefined ? [] : [{ importId, passed: -1, duplicates: 0, dropped: 0, parked: 1 }],
      volumes: (counters.volumes ?? [])
        .filter((volume) => volume.sourceId === count.sourceId && volume.event === row.event)
        .slice(0, 1)
        .map((volume) => ({ ...volume, events: -1 })),
    },
  };
}
