import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Fault } from '#kernel';
import type { ClickHouse } from './clickhouse.ts';
import type { Postgres } from './postgres.ts';

const root = new URL('../../../db/', import.meta.url);

interface Migration {
  readonly name: string;
  readonly sql: string;
}

async function readMigrations(folder: 'postgres' | 'clickhouse'): Promise<readonly Migration[]> {
  const path = fileURLToPath(new URL(`${folder}/`, root));
  const names = (await readdir(path)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(`${path}${name}`, 'utf8') })));
}

/** The names of the migrations this code brings, in order. */
export const migrationNames = async (folder: 'postgres' | 'clickhouse'): Promise<readonly string[]> => (await readMigrations(folder)).map(({ name }) => name);

/** What has run but is unknown to this code was written by a newer version: opening it could destroy data. */
function refuseNewer(store: string, applied: ReadonlySet<string>, known: readonly Migration[]): void {
  const unknown = [...applied].filter((name) => !known.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new Fault(
      'DQ_DATA_FROM_NEWER_VERSION',
      500,
      `${store} was written by a newer version of Danqing (${unknown.join(', ')}); start that version, or restore a backup`,
    );
  }
}

/** Applies what is missing of db/postgres, each file in a transaction of its own; two starters wait for each other. */
export async function migratePostgres(pg: Postgres): Promise<readonly string[]> {
  const known = await readMigrations('postgres');
  return pg.transaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('danqing.migrate'))`);
    await tx.query('CREATE TABLE IF NOT EXISTS public.migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())');
    const applied = new Set((await tx.query<{ name: string }>('SELECT name FROM public.migration')).map((row) => row.name));
    refuseNewer('PostgreSQL', applied, known);
    const missing = known.filter((migration) => !applied.has(migration.name));
    for (const migration of missing) {
      await tx.query(migration.sql);
      await tx.query('INSERT INTO public.migration (name) VALUES ($1)', [migration.name]);
    }
    return missing.map((migration) => migration.name);
  });
}

/** ClickHouse has no transactions: statements are idempotent (IF NOT EXISTS), so a half-applied file can run again. */
export async function migrateClickHouse(clickhouse: ClickHouse): Promise<readonly string[]> {
  const known = await readMigrations('clickhouse');
  await clickhouse.command('CREATE TABLE IF NOT EXISTS migration (name String, applied_at DateTime64(3) DEFAULT now64(3)) ENGINE = MergeTree ORDER BY name');
  const applied = new Set((await clickhouse.query<{ name: string }>('SELECT DISTINCT name FROM migration')).map((row) => row.name));
  refuseNewer('ClickHouse', applied, known);
  const missing = known.filter((migration) => !applied.has(migration.name));
  for (const migration of missing) {
    for (const statement of statementsOf(migration.sql)) {
      await clickhouse.command(statement.replaceAll('{database}', clickhouse.database).replaceAll('{access}', () => clickhouse.dictionaryAccess));
    }
    await clickhouse.insert('migration', Buffer.from(JSON.stringify({ name: migration.name })));
  }
  return missing.map((migration) => migration.name);
}

/** Statements end with `;` at the end of a line; `--` lines are comments. */
function statementsOf(sql: string): readonly string[] {
  return sql
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
