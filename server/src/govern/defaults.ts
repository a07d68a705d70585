import type { Postgres, PostgresSession } from '#platform';

/** What the first workspace is called until somebody says what the brand is. */
const namelessly = 'Default';

// Looked for first: every start would use up a number otherwise.
const insertWorkspace = `
  INSERT INTO govern.workspace (key, name, timezone) SELECT 'default', '${namelessly}', $1 WHERE NOT EXISTS (SELECT FROM govern.workspace WHERE key = 'default')
  ON CONFLICT (key) DO NOTHING`;
const insertSource = `
  INSERT INTO govern.source (workspace, name, kind, write_key)
  SELECT id, 'web', 'stream', $1 FROM govern.workspace
  WHERE key = 'default' AND NOT EXISTS (SELECT FROM govern.source WHERE source.workspace = workspace.id AND source.name = 'web')
  ON CONFLICT (workspace, name) DO NOTHING`;

// A zone that people chose in the console is newer than the setting and stays.
const setTimezone = `UPDATE govern.workspace SET timezone = $1 WHERE key = 'default' AND timezone <> $1 AND NOT timezone_by_hand`;

// A key that was rotated through the API is newer than the setting and stays.
const setWriteKey = `
  UPDATE govern.source SET write_key = $1
  WHERE name = 'web' AND workspace = (SELECT id FROM govern.workspace WHERE key = 'default') AND rotated_at IS NULL AND write_key IS DISTINCT FROM $1`;

/** What every installation begins with: the workspace `default` in the set timezone, and its source `web` with the set write key. */
export async function ensureDefaults(deps: { readonly pg: Postgres; readonly writeKey: string; readonly timezone: string }): Promise<void> {
  await deps.pg.transaction(async (tx) => {
    await tx.query(insertWorkspace, [deps.timezone]);
    await tx.query(setTimezone, [deps.timezone]);
    await tx.query(insertSource, [deps.writeKey]);
    await tx.query(setWriteKey, [deps.writeKey]);
  });
}

const isNameless = `SELECT FROM govern.workspace WHERE key = 'default' AND name = $1`;

/** Whether nobody has named the first workspace. */
export const lacksBrand = async (pg: PostgresSession): Promise<boolean> => (await pg.query(isNameless, [namelessly])).length === 1;

const nameIt = `UPDATE govern.workspace SET name = $2, version = version + 1 WHERE key = 'default' AND name = $1 RETURNING id`;

/** Names the first workspace, as long as nobody has. */
export async function nameBrand(tx: PostgresSession, brand: string): Promise<void> {
  await tx.query(nameIt, [namelessly, brand]);
}
