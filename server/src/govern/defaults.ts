import type { Postgres, PostgresSession } from '#platform';

/** What the first workspace is called until somebody says what the brand is. */
const namelessly = 'Default';

// A zone that people chose in the console is newer than the setting and stays.
const upsertWorkspace = `
  INSERT INTO govern.workspace (key, name, timezone) VALUES ('default', '${namelessly}', $1)
  ON CONFLICT (key) DO UPDATE SET timezone = excluded.timezone WHERE workspace.timezone <> excluded.timezone AND NOT workspace.timezone_by_hand`;

// A key that was rotated through the API is newer than the setting and stays.
const upsertSource = `
  INSERT INTO govern.source (workspace, name, kind, write_key) SELECT id, 'web', 'stream', $1 FROM govern.workspace WHERE key = 'default'
  ON CONFLICT (workspace, name) DO UPDATE SET write_key = excluded.write_key
  WHERE source.rotated_at IS NULL AND source.write_key IS DISTINCT FROM excluded.write_key`;

/** What every installation begins with: the workspace `default` in the set timezone, and its source `web` with the set write key. */
export async function ensureDefaults(deps: { readonly pg: Postgres; readonly writeKey: string; readonly timezone: string }): Promise<void> {
  await deps.pg.transaction(async (tx) => {
    await tx.query(upsertWorkspace, [deps.timezone]);
    await tx.query(upsertSource, [deps.writeKey]);
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
