import type { ClickHouse } from '#platform';

const populationOf = 'SELECT count() AS profiles FROM profile WHERE workspace = {p1:UInt32} AND merged_into = 0';

/** How many profiles a workspace has, merged-away ones not counted. */
export async function countProfiles(clickhouse: ClickHouse, workspace: number): Promise<number> {
  const [row] = await clickhouse.query<{ profiles: number }>(populationOf, { p1: workspace }, { lane: 'pipeline' });
  return row?.profiles ?? 0;
}
