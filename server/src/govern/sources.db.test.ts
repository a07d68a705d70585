import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { workspaceId } from '#kernel';
import { connectPostgres, type Postgres } from '#platform';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { ensureDefaults } from './defaults.ts';
import { openSourceDirectory, type SourceDirectory } from './sources.ts';

const first = `c${'a'.repeat(24)}`;
const second = `c${'b'.repeat(24)}`;

let stores: TestStores;
let elsewhere: Postgres;
let directory: SourceDirectory;
beforeAll(async () => {
  stores = await openTestStores();
  elsewhere = connectPostgres(stores.postgresUrl, { maxConnections: 2 });
  await ensureDefaults({ pg: stores.pg, writeKey: first, timezone: 'Asia/Shanghai' });
  directory = await openSourceDirectory(stores.pg);
});
afterAll(async () => {
  await directory.close();
  await elsewhere.close();
  await stores.close();
});

it('begins with the workspace default and its source web under the set key', () => {
  expect(directory.byWriteKey(first)).toMatchObject({ name: 'web', kind: 'stream', timezone: 'Asia/Shanghai', defaultRegion: 'CN', trust: 50 });
});

it('takes another set key and timezone at the next start', async () => {
  await ensureDefaults({ pg: stores.pg, writeKey: second, timezone: 'Europe/London' });
  await vi.waitFor(() => expect(directory.byWriteKey(second)).toMatchObject({ name: 'web', timezone: 'Europe/London' }));
  expect(directory.byWriteKey(first)).toBeUndefined();
});

it('uses up no numbers by starting again', async () => {
  const used = async (): Promise<unknown> =>
    stores.pg.query("SELECT last_value FROM pg_sequences WHERE schemaname = 'govern' AND sequencename IN ('workspace_id_seq', 'source_id_seq') ORDER BY 1");
  const before = await used();
  await ensureDefaults({ pg: stores.pg, writeKey: first, timezone: 'Asia/Shanghai' });
  expect(await used()).toEqual(before);
  expect(before).toHaveLength(2);
});

it('keeps a key that was rotated, whatever is set at the next start', async () => {
  await stores.pg.query("UPDATE govern.source SET write_key = $1, rotated_at = now() WHERE name = 'web'", [`c${'r'.repeat(24)}`]);
  await ensureDefaults({ pg: stores.pg, writeKey: first, timezone: 'Europe/London' });
  await vi.waitFor(() => expect(directory.byWriteKey(`c${'r'.repeat(24)}`)).toBeDefined());
  expect(directory.byWriteKey(first)).toBeUndefined();
});

it('hears of what another process writes', async () => {
  const key = `c${'c'.repeat(24)}`;
  await elsewhere.query("INSERT INTO govern.source (workspace, name, kind, write_key) VALUES (1, 'app', 'stream', $1)", [key]);
  await vi.waitFor(() => expect(directory.byWriteKey(key)).toMatchObject({ name: 'app' }));
});

it('makes the source of an import once, for however many ask at once', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => directory.ensureImportSource(workspaceId(1), 'crm')));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(made[0]).toMatchObject({ name: 'crm', kind: 'import' });
  expect(directory.byId(made[0]?.id ?? 0)).toEqual(made[0]);
});

it('finds its way back after its connections were cut, and hears again', async () => {
  await elsewhere.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
  const key = `c${'d'.repeat(24)}`;
  await vi.waitFor(() => elsewhere.query("INSERT INTO govern.source (workspace, name, kind, write_key) VALUES (1, 'after', 'stream', $1)", [key]));
  await vi.waitFor(() => expect(directory.byWriteKey(key)).toBeDefined(), { timeout: 5000 });
});
