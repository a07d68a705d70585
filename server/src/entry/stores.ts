import { ensureDefaults } from '#govern';
import { Fault } from '#kernel';
import { type ClickHouse, connectClickHouse, connectPostgres, migrateClickHouse, migratePostgres, type Postgres } from '#platform';

export interface Stores {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  close(): Promise<void>;
}

interface StoreSettings {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly writeKey: string;
  readonly timezone: string;
}

const duplicateDatabase: readonly string[] = ['42P04', '23505'];

/** Connects to both stores; makes their databases, the missing migrations, the first workspace and source. Safe for several processes at once. */
export async function openStores(
  { databaseUrl, clickhouseUrl, writeKey, timezone }: StoreSettings,
  options: { maxConnections?: number } = {},
): Promise<Stores> {
  const [pg, clickhouse] = await Promise.all([openPostgres(databaseUrl, options), openClickHouse(clickhouseUrl)]);
  const close = async (): Promise<void> => {
    await Promise.all([pg.close(), clickhouse.close()]);
  };
  try {
    await migratePostgres(pg);
    // ClickHouse has no locks of its own: starters take turns by a lock in PostgreSQL.
    await pg.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('danqing.migrate.clickhouse'))`);
      await migrateClickHouse(clickhouse);
    });
    await ensureDefaults({ pg, writeKey, timezone });
    return { pg, clickhouse, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPostgres(url: string, options: { maxConnections?: number }): Promise<Postgres> {
  const pg = connectPostgres(url, options);
  try {
    await pg.query('SELECT 1');
    return pg;
  } catch (error) {
    await pg.close();
    if (codeOf(error) !== '3D000') throw unreachable('PostgreSQL', url, error);
    await createDatabase(url);
    return connectPostgres(url, options);
  }
}

async function createDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const admin = connectPostgres(withPath(url, '/postgres'), { maxConnections: 1 });
  try {
    await admin.query(`CREATE DATABASE ${quoted(name)}`);
  } catch (error) {
    if (!duplicateDatabase.includes(codeOf(error) ?? '')) throw error;
  } finally {
    await admin.close();
  }
}

async function openClickHouse(url: string): Promise<ClickHouse> {
  const clickhouse = connectClickHouse(url);
  const admin = connectClickHouse(withPath(url, '/default'));
  try {
    if (clickhouse.database !== 'default') await admin.command(`CREATE DATABASE IF NOT EXISTS ${quoted(clickhouse.database)} ENGINE = Atomic`);
    return clickhouse;
  } catch (error) {
    await clickhouse.close();
    throw unreachable('ClickHouse', url, error);
  } finally {
    await admin.close();
  }
}

/** Names of databases come from the settings of whoever installs, never from requests. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function withPath(url: string, path: string): string {
  const changed = new URL(url);
  changed.pathname = path;
  return changed.href;
}

const unreachable = (store: string, url: string, cause: unknown): Fault =>
  new Fault('DQ_STORE_UNREACHABLE', 503, `${store} at ${new URL(url).host} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, {
    cause,
  });

const codeOf = (error: unknown): string | undefined => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined);
