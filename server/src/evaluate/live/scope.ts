import { readKin } from '#identify';
import type { ClickHouse, PostgresSession } from '#platform';

interface ScopeDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

/**
 * Makes these profiles, and whoever they were merged with, the scope: roots with every id that leads to them, so that their events are
 * found by the ids they were written under, and profiles that were merged away, so that what is stored of them is found and goes.
 * Empties `live_result`. One worker at a time.
 */
export async function fillScope({ pg, clickhouse }: ScopeDeps, profiles: readonly number[]): Promise<void> {
  const kin = await readKin(pg, profiles);
  const roots = new Map(kin.map(({ id, rootId }) => [id, rootId]));
  const rows = new Set(profiles.map((id) => `${roots.get(id) ?? id} ${id}`));
  for (const { id, rootId } of kin) {
    rows.add(`${rootId} ${id}`);
    rows.add(`${rootId} ${rootId}`);
  }
  const gone = [...roots.keys()].map((id) => `${id} ${id}`);
  const lines = [...rows, ...gone].map((row) => {
    const [profile, origin] = row.split(' ');
    return `{"profile_id":${profile},"origin_id":${origin}}`;
  });
  await Promise.all(['live_scope', 'live_result'].map((table) => clickhouse.command(`TRUNCATE TABLE ${table}`, {}, { lane: 'pipeline' })));
  await clickhouse.insert('live_scope', Buffer.from(lines.join('\n')));
}
