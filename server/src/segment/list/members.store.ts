import type { ClickHouse } from '#platform';
import type { Member } from './match.ts';

/** Ids travel in the URL of the request. */
const idsEach = 4000;
const rowsEach = 200_000;

function* parts<T>(values: readonly T[], size: number): Iterable<readonly T[]> {
  for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size);
}

/** Puts profiles on a list. One that is on it already may stand there twice: readers take each once. */
export async function addMembers(clickhouse: ClickHouse, workspace: number, list: number, members: readonly Member[], atMs: number): Promise<void> {
  const added_at = new Date(atMs).toISOString();
  for (const part of parts(members, rowsEach)) {
    const lines = part.map(({ origin, profile }) => JSON.stringify({ workspace, list_id: list, origin_id: origin, profile_id: profile, added_at }));
    await clickhouse.insert('list_member', Buffer.from(lines.join('\n')));
  }
}

const freeze = (members: string): string => `
  INSERT INTO list_member (workspace, list_id, origin_id, profile_id, added_at)
  SELECT {workspace:UInt32}, {list:UInt32}, profile_id, profile_id, fromUnixTimestamp64Milli({at:Int64}, 'UTC') FROM (${members})`;

/** Puts everybody whom a statement selects (`profile_id`) on a list. */
export async function addSelected(
  clickhouse: ClickHouse,
  workspace: number,
  list: number,
  members: { readonly sql: string; readonly params: Readonly<Record<string, unknown>> },
  atMs: number,
): Promise<void> {
  await clickhouse.command(freeze(members.sql), { ...members.params, workspace, list, at: atMs }, { lane: 'batch' });
}

interface Selected {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** How many a statement selects. */
export async function countSelected(clickhouse: ClickHouse, { sql, params }: Selected): Promise<number> {
  const [row] = await clickhouse.query<{ count: number }>(`SELECT count() AS count FROM (${sql})`, params, { lane: 'batch' });
  return row?.count ?? 0;
}

const removeThese = (members: string): string => `
  DELETE FROM list_member WHERE workspace = {workspace:UInt32} AND list_id = {list:UInt32} AND profile_id IN (SELECT profile_id FROM (${members}))`;
const amongSelected = (members: string): string => `SELECT profile_id AS id FROM (${members}) WHERE profile_id IN {roots:Array(UInt64)}`;

/** Takes those whom a statement selects off a list; `moves`: merges that the list does not show yet. */
export async function removeSelected(
  clickhouse: ClickHouse,
  workspace: number,
  list: number,
  members: Selected,
  moves: readonly { readonly fromId: number; readonly rootId: number }[],
): Promise<void> {
  for (const part of parts(moves, idsEach)) {
    const roots = part.map(({ rootId }) => rootId);
    const found = await clickhouse.query<{ id: number }>(amongSelected(members.sql), { ...members.params, roots }, { lane: 'batch' });
    const selected = new Set(found.map(({ id }) => id));
    await removeMembers(
      clickhouse,
      workspace,
      list,
      part.flatMap(({ fromId, rootId }) => (selected.has(rootId) ? [fromId] : [])),
    );
  }
  await clickhouse.command(removeThese(members.sql), { ...members.params, workspace, list }, { lane: 'batch' });
}

const readOrigins =
  'SELECT DISTINCT origin_id AS id FROM list_member WHERE workspace = {workspace:UInt32} AND list_id = {list:UInt32} AND origin_id IN {ids:Array(UInt64)}';

/** Those of these profile ids under which somebody was put on the list. */
export async function originsOnList(clickhouse: ClickHouse, workspace: number, list: number, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const part of parts(ids, idsEach)) {
    for (const { id } of await clickhouse.query<{ id: number }>(readOrigins, { workspace, list, ids: part }, { lane: 'point' })) found.add(id);
  }
  return found;
}

const removeRows = 'DELETE FROM list_member WHERE workspace = {workspace:UInt32} AND list_id = {list:UInt32} AND origin_id IN {ids:Array(UInt64)}';

/** Takes rows off a list by the ids they were added under: those of a profile and of everything merged into it. */
export async function removeMembers(clickhouse: ClickHouse, workspace: number, list: number, ids: readonly number[]): Promise<void> {
  for (const part of parts(ids, idsEach)) await clickhouse.command(removeRows, { workspace, list, ids: part }, { lane: 'interactive' });
}

const removeList = 'DELETE FROM list_member WHERE workspace = {workspace:UInt32} AND list_id = {list:UInt32}';

/** Removes what a deleted list left. Its id is never used again, so rows that a crash leaves here are seen by nobody. */
export async function removeAllMembers(clickhouse: ClickHouse, workspace: number, list: number): Promise<void> {
  await clickhouse.command(removeList, { workspace, list }, { lane: 'batch', settings: { lightweight_deletes_sync: 0 } });
}

const squash = `
  UPDATE list_member SET profile_id = transform(origin_id, {from:Array(UInt64)}, {root:Array(UInt64)}, profile_id)
  WHERE workspace IN {workspaces:Array(UInt32)} AND origin_id IN {from:Array(UInt64)}`;

/**
 * Gives the list entries of merged profiles their survivor in place, as the squash does with events. `moves`: from origin to the root it leads to
 * now; at most as many as travel in a request. May be repeated.
 */
export async function squashLists(
  clickhouse: ClickHouse,
  moves: readonly { readonly fromId: number; readonly rootId: number; readonly workspace: number }[],
): Promise<void> {
  for (const part of parts(moves, idsEach)) {
    const params = {
      workspaces: [...new Set(part.map(({ workspace }) => workspace))],
      from: part.map(({ fromId }) => fromId),
      root: part.map(({ rootId }) => rootId),
    };
    await clickhouse.command(squash, params, { lane: 'pipeline' });
  }
}
