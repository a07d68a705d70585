import type { ClickHouse, Lane } from '#platform';

const lane: { readonly lane: Lane } = { lane: 'pipeline' };

interface Line {
  readonly consent_id: number;
}
const isLine = (value: unknown): value is Line => typeof value === 'object' && value !== null && 'consent_id' in value && typeof value.consent_id === 'number';

function idOf(line: string): number {
  const row: unknown = JSON.parse(line);
  if (!isLine(row)) throw new Error('a line for consent_change has no consent_id');
  return row.consent_id;
}

/** Sends lines that `recordConsents` gave; may be repeated under the same token. */
export async function sendConsents(clickhouse: ClickHouse, lines: readonly string[], token: string): Promise<void> {
  if (lines.length > 0) await clickhouse.insert('consent_change', Buffer.from(lines.join('\n')), { token: `${token}/consent_change` });
}

/** A token alone is no proof: after a crash each of these records is made to stand there once. True when something had to be put right. */
export async function repairConsents(clickhouse: ClickHouse, lines: readonly string[]): Promise<boolean> {
  if (lines.length === 0) return false;
  const ids = lines.map(idOf);
  const rows = await clickhouse.query<{ id: number; rows: number }>(
    'SELECT consent_id AS id, count() AS rows FROM consent_change WHERE consent_id IN {ids:Array(UInt64)} GROUP BY consent_id',
    { ids },
    lane,
  );
  const found = new Map(rows.map(({ id, rows: count }) => [id, count]));
  const wrong = lines.filter((_, index) => found.get(ids[index] ?? 0) !== 1);
  if (wrong.length === 0) return false;
  await clickhouse.command('DELETE FROM consent_change WHERE consent_id IN {ids:Array(UInt64)}', { ids: wrong.map(idOf) }, lane);
  await clickhouse.insert('consent_change', Buffer.from(wrong.join('\n')));
  return true;
}

/** Takes records out that went with a merge which was undone. May be repeated. */
export async function removeConsents(clickhouse: ClickHouse, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await clickhouse.command('DELETE FROM consent_change WHERE consent_id IN {ids:Array(UInt64)}', { ids }, lane);
}

const squashStatement = `
  UPDATE consent_change SET profile_id = transform(origin_id, {from:Array(UInt64)}, {root:Array(UInt64)}, profile_id)
  WHERE workspace IN {workspaces:Array(UInt32)} AND origin_id IN {from:Array(UInt64)}`;

/** Gives the records of merged profiles their survivor, in place, as the squash does with events. May be repeated. */
export const squashConsents = (
  clickhouse: ClickHouse,
  moves: readonly { readonly fromId: number; readonly rootId: number; readonly workspace: number }[],
): Promise<void> =>
  clickhouse.command(
    squashStatement,
    { workspaces: [...new Set(moves.map((move) => move.workspace))], from: moves.map((move) => move.fromId), root: moves.map((move) => move.rootId) },
    lane,
  );

const names = 'SELECT purpose, channel FROM consent_change WHERE workspace = {workspace:UInt32} GROUP BY purpose, channel';

/** What people of a workspace were asked to consent to: `marketing`, and `marketing:sms` for a channel of it. */
export async function readConsentNames(clickhouse: ClickHouse, workspace: number): Promise<ReadonlySet<string>> {
  const rows = await clickhouse.query<{ purpose: string; channel: string }>(names, { workspace }, { lane: 'batch' });
  return new Set(rows.map(({ purpose, channel }) => (channel === '' ? purpose : `${purpose}:${channel}`)));
}
