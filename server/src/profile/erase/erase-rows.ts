import { type ClickHouse, dropWholeParts, type QueryOptions } from '#platform';
import { type MirrorStores, whileAltering } from '../mirror-lock.ts';

/** Everything that was recorded under some homes of one workspace. */
export interface ErasedRows {
  readonly workspace: number;
  readonly homes: readonly number[];
  /** Homes of others whose events name some of `identifiers`. */
  readonly namers: readonly number[];
  /** As events name them: `kind=value`. */
  readonly identifiers: readonly string[];
}

const byOrigin = 'WHERE workspace = {workspace:UInt32} AND origin_id IN {homes:Array(UInt64)}';
const byProfile = 'WHERE workspace = {workspace:UInt32} AND profile_id IN {homes:Array(UInt64)}';

/** What is counted as what. The event's other tables hold the same events. */
const eventTables = ['event', 'event_timeline', 'event_time', 'event_activity'];
const lane: QueryOptions = { lane: 'pipeline' };
/** In the background: it may write large parts anew. */
const later: QueryOptions = { lane: 'pipeline', settings: { mutations_sync: 0, alter_sync: 0 } };

/** Ids travel in the URL of the request. */
const idsEach = 4000;

function* parts(ids: readonly number[]): Iterable<readonly number[]> {
  for (let from = 0; from < ids.length; from += idsEach) yield ids.slice(from, from + idsEach);
}

export interface ErasedCounts {
  readonly events: number;
  readonly traitChanges: number;
}

/** How much there is of them. */
export async function countRowsOf(clickhouse: ClickHouse, { workspace, homes }: Pick<ErasedRows, 'workspace' | 'homes'>): Promise<ErasedCounts> {
  let [events, traitChanges] = [0, 0];
  for (const some of parts(homes)) {
    const [row] = await clickhouse.query<ErasedCounts>(
      `SELECT (SELECT count() FROM event_timeline ${byOrigin}) AS events, (SELECT count() FROM trait_change ${byOrigin}) AS traitChanges`,
      { workspace, homes: some },
      lane,
    );
    events += row?.events ?? 0;
    traitChanges += row?.traitChanges ?? 0;
  }
  return { events, traitChanges };
}

/**
 * Takes their events, trait changes and mirror rows away, whole parts of theirs at once, and their identifiers from others' events. Out of sight when this returns; mutations that are asked for here write the
 * parts anew in the background (a lightweight DELETE alone leaves the bytes, even after APPLY DELETED MASK: see the test). In the pipeline's turn, when no UPDATE of the event
 * tables is under way. May be repeated.
 */
export async function eraseRows({ pg, clickhouse }: MirrorStores, erased: ErasedRows): Promise<void> {
  const { workspace } = erased;
  for (const homes of parts(erased.homes)) {
    const params = { workspace, homes };
    for (const table of [...eventTables, 'trait_change']) {
      await dropWholeParts(clickhouse, table, byOrigin, params);
      await clickhouse.command(`DELETE FROM ${table} ${byOrigin}`, params, lane);
      await clickhouse.command(`ALTER TABLE ${table} DELETE ${byOrigin}`, params, later);
    }
    await whileAltering(pg, async () => {
      await dropWholeParts(clickhouse, 'profile', byProfile, params);
      await clickhouse.command(`DELETE FROM profile ${byProfile}`, params, lane);
      await clickhouse.command(`ALTER TABLE profile DELETE ${byProfile}`, params, later);
    });
  }
  await unname(clickhouse, erased);
}

const hashes = `SELECT hex(sipHash128(arrayJoin({identifiers:Array(String)}))) AS hash`;
const unnamed = 'identifiers = arrayFilter(name -> NOT has({hashes:Array(String)}, hex(sipHash128(name))), identifiers)';
const naming =
  'workspace = {workspace:UInt32} AND origin_id IN {homes:Array(UInt64)} AND hasAny(arrayMap(name -> hex(sipHash128(name)), identifiers), {hashes:Array(String)})';

/** Others' events forget whom they named. By hash, because the engine keeps the text of mutations in a file. */
async function unname(clickhouse: ClickHouse, { workspace, namers, identifiers }: ErasedRows): Promise<void> {
  if (namers.length === 0 || identifiers.length === 0) return;
  const found = await clickhouse.query<{ hash: string }>(hashes, { identifiers }, lane);
  for (const homes of parts(namers)) {
    const params = { workspace, homes, hashes: found.map(({ hash }) => hash) };
    for (const table of ['event', 'event_timeline']) {
      await clickhouse.command(`UPDATE ${table} SET ${unnamed} WHERE ${naming}`, params, lane);
      // Every row of theirs: those that are mended already would not be found again, and the old text would stay in its part.
      await clickhouse.command(`ALTER TABLE ${table} UPDATE ${unnamed} ${byOrigin}`, params, later);
    }
  }
}

/** Of people's events and traits. */
export const erasedTables: readonly string[] = [...eventTables, 'trait_change', 'profile'];
