import type { ClickHouse } from '#platform';
import { membersAsOf } from '../history/members.read.ts';

/** How many profiles were in which of the segments at one moment, and in which at another. Places in the order of the segments; [] in none. */
export interface Flow {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly count: number;
}

interface MaskRow {
  readonly before: number;
  readonly after: number;
  readonly count: number;
}

const placesOf = (mask: number, sets: number): readonly number[] =>
  Array.from({ length: sets }, (_, place) => place).filter((place) => (mask & (1 << place)) !== 0);

/** From the stored members of both moments (ms): what became of everybody who was in one of the segments at either; largest first. */
export async function readFlows(
  clickhouse: ClickHouse,
  workspace: number,
  segments: readonly number[],
  moments: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<readonly Flow[]> {
  const params: Record<string, unknown> = {};
  const sides = (['from', 'to'] as const).flatMap((side) =>
    segments.map((segment, place) => {
      const members = membersAsOf(workspace, segment, moments[side]);
      const mark = `_${side}_${place}`;
      for (const [name, value] of Object.entries(members.params)) params[`${name}${mark}`] = value;
      const sql = members.sql.replaceAll(/\{(\w+):/g, `{$1${mark}:`);
      const bit = `toUInt8(${1 << place})`;
      return `SELECT profile_id, ${side === 'from' ? `${bit} AS before, toUInt8(0) AS after` : `toUInt8(0) AS before, ${bit} AS after`} FROM (${sql})`;
    }),
  );
  const flows = `
    SELECT before, after, count() AS count FROM (
      SELECT profile_id, groupBitOr(before) AS before, groupBitOr(after) AS after FROM (${sides.join(' UNION ALL ')}) GROUP BY profile_id)
    GROUP BY before, after ORDER BY count DESC, before, after`;
  const rows = await clickhouse.query<MaskRow>(flows, params, { lane: 'interactive', signal });
  return rows.map(({ before, after, count }) => ({ from: placesOf(before, segments.length), to: placesOf(after, segments.length), count }));
}
