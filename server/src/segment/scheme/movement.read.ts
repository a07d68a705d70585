import type { Compiled } from '#compile';
import type { ClickHouse, QueryOptions } from '#platform';
import type { Placement } from './placement.ts';
import { renamed } from './rename-params.ts';

export interface MovementCell {
  /** null: who was not known yet. */
  readonly from: string | null;
  readonly to: string;
  readonly count: number;
}

/** Everybody with where they were and where they are: `profile_id, was_in, is_in`; of who was not known yet `was_in` is null. */
function movesSql(from: Placement, to: Placement): Compiled {
  const [before, after] = [renamed(from.compiled, 'from_'), renamed(to.compiled, 'to_')];
  return {
    sql: `
      SELECT after.profile_id AS profile_id, if(before.was, before.part, NULL) AS was_in, after.part AS is_in
      FROM (${after.sql}) AS after INNER JOIN (${before.sql}) AS before ON after.profile_id = before.profile_id
      WHERE after.was`,
    params: { ...before.params, ...after.params },
  };
}

/** How many went from each part to each. */
export function countMoves(clickhouse: ClickHouse, from: Placement, to: Placement, options: QueryOptions): Promise<readonly MovementCell[]> {
  const { sql, params } = movesSql(from, to);
  return clickhouse.query<MovementCell>(
    `SELECT was_in AS from, is_in AS to, count() AS count FROM (${sql}) GROUP BY was_in, is_in ORDER BY count DESC, to`,
    params,
    options,
  );
}

export interface MoversWish {
  /** undefined: who was not known yet. */
  readonly fromPart: string | undefined;
  readonly toPart: string;
  readonly after: number;
  readonly limit: number;
}

/** Who went from one part to another, by ascending id. */
export async function readMovers(clickhouse: ClickHouse, from: Placement, to: Placement, wish: MoversWish, options: QueryOptions): Promise<readonly number[]> {
  const { sql, params } = movesSql(from, to);
  const left = wish.fromPart === undefined ? 'isNull(was_in)' : 'was_in = {from_part:String}';
  const rows = await clickhouse.query<{ profile_id: number }>(
    `SELECT profile_id FROM (${sql}) WHERE ${left} AND is_in = {to_part:String} AND profile_id > {after_id:UInt64} ORDER BY profile_id LIMIT {most:UInt32}`,
    { ...params, from_part: wish.fromPart ?? '', to_part: wish.toPart, after_id: wish.after, most: wish.limit },
    options,
  );
  return rows.map(({ profile_id }) => profile_id);
}
