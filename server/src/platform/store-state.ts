import type { ClickHouse } from './clickhouse.ts';
import { migrationNames } from './migrate.ts';
import type { Postgres } from './postgres.ts';

/** A store as `danqing doctor` explains it. */
export interface StoreState {
  readonly version: string;
  /** Migrations that this code brings and the store lacks. */
  readonly missing: readonly string[];
  /** Migrations that the store has and this code does not know: a newer version's. */
  readonly unknown: readonly string[];
}

const compare = async (folder: 'postgres' | 'clickhouse', version: string, rows: readonly { readonly name: string }[]): Promise<StoreState> => {
  const known = await migrationNames(folder);
  const applied = rows.map(({ name }) => name);
  return { version, missing: known.filter((name) => !applied.includes(name)), unknown: applied.filter((name) => !known.includes(name)) };
};

export async function postgresState(pg: Postgres): Promise<StoreState> {
  const [row] = await pg.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  return compare('postgres', row?.version ?? '', await pg.query<{ name: string }>('SELECT name FROM public.migration'));
}

export async function clickhouseState(clickhouse: ClickHouse): Promise<StoreState> {
  const [row] = await clickhouse.query<{ version: string }>('SELECT version() AS version');
  return compare('clickhouse', row?.version ?? '', await clickhouse.query<{ name: string }>('SELECT DISTINCT name FROM migration'));
}
