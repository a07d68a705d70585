import { clickhouseState, connectClickHouse, connectPostgres, postgresState, type StoreState } from '#platform';
import { readRunning, type Settings } from '#platform/boot';
import { type Check, failed, ok, reasonOf } from './check.ts';

const longestWaitMs = 10_000;

/** Both stores, as far as they can be reached: those of the running product, or the servers named in the settings. */
export async function checkStores(settings: Settings): Promise<readonly Check[]> {
  const running = readRunning(settings.data);
  const databaseUrl = settings.databaseUrl ?? running?.databaseUrl;
  const clickhouseUrl = settings.clickhouseUrl ?? running?.clickhouseUrl;
  return Promise.all([
    databaseUrl === undefined ? ok('PostgreSQL', 'embedded; not running') : guarded('PostgreSQL', () => checkPostgres(databaseUrl)),
    clickhouseUrl === undefined ? ok('ClickHouse', 'embedded; not running') : guarded('ClickHouse', () => checkClickHouse(clickhouseUrl)),
  ]);
}

async function guarded(name: string, work: () => Promise<Check>): Promise<Check> {
  const tooLong = new Promise<Check>((resolve) => {
    setTimeout(() => resolve(failed(name, `no answer within ${longestWaitMs / 1000} s`, 'see logs/ in the data folder')), longestWaitMs).unref();
  });
  const checked = work().catch((error: unknown) =>
    failed(name, reasonOf(error), 'is the server there, and are user and password right? For the embedded one see logs/ in the data folder'),
  );
  return Promise.race([checked, tooLong]);
}

async function checkPostgres(url: string): Promise<Check> {
  const pg = connectPostgres(url, { maxConnections: 1 });
  try {
    return verdict('PostgreSQL', new URL(url).host, await postgresState(pg));
  } finally {
    await pg.close();
  }
}

async function checkClickHouse(url: string): Promise<Check> {
  const clickhouse = connectClickHouse(url);
  try {
    return verdict('ClickHouse', new URL(url).host, await clickhouseState(clickhouse));
  } finally {
    await clickhouse.close();
  }
}

function verdict(name: string, host: string, { version, missing, unknown }: StoreState): Check {
  const found = `${version} at ${host}`;
  if (unknown.length > 0)
    return failed(
      name,
      `${found}; it has migrations this version does not know: ${unknown.join(', ')}`,
      'a newer version wrote it: start that one, or restore a backup',
    );
  if (missing.length > 0) return failed(name, `${found}; migrations are missing: ${missing.join(', ')}`, 'start Danqing: it applies them');
  return ok(name, `${found}, migrations complete`);
}
