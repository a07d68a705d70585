import type { ClickHouse, PostgresSession } from '#platform';

const take = `
  DELETE FROM govern.consent c
  WHERE c.origin_id = ANY($1::bigint[]) OR c.carried_from IN (SELECT id FROM govern.consent WHERE origin_id = ANY($1::bigint[]))
  RETURNING c.id, c.origin_id = ANY($1::bigint[]) AS "isOwn"`;

/**
 * Forgets what was said for these origins, and what was put beside others' words because of it. Gives how many were theirs, and the numbers of the others for ClickHouse.
 */
export async function eraseConsents(tx: PostgresSession, origins: readonly number[]): Promise<{ readonly own: number; readonly others: readonly number[] }> {
  const rows = await tx.query<{ id: number; isOwn: boolean }>(take, [origins]);
  return { own: rows.filter(({ isOwn }) => isOwn).length, others: rows.filter(({ isOwn }) => !isOwn).map(({ id }) => id) };
}

const where = 'WHERE workspace = {workspace:UInt32} AND origin_id IN {origins:Array(UInt64)}';

/** The same where rules read it: out of sight when this returns, out of the files by a mutation that follows. No other UPDATE of the table may be under way. */
export async function eraseConsentRows(clickhouse: ClickHouse, workspace: number, origins: readonly number[]): Promise<void> {
  await clickhouse.command(`DELETE FROM consent_change ${where}`, { workspace, origins }, { lane: 'pipeline' });
  await clickhouse.command(`ALTER TABLE consent_change DELETE ${where}`, { workspace, origins }, { lane: 'pipeline', settings: { mutations_sync: 0 } });
}
