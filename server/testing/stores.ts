/** Fresh stores for one test file: a PostgreSQL database made from the migrated template, and a migrated ClickHouse database. */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type ClickHouse, connectClickHouse, connectPostgres, migrateClickHouse, type Postgres } from '#platform';

export interface TestStores {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  close(): Promise<void>;
}

export async function openTestStores(): Promise<TestStores> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const [postgresBase, clickhouseBase] = [inject('postgresUrl'), inject('clickhouseUrl')];
  const admin = connectPostgres(`${postgresBase}/postgres`, { maxConnections: 1 });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE test_template`);
  const chAdmin = connectClickHouse(clickhouseBase);
  await chAdmin.command(`CREATE DATABASE ${name} ENGINE = Atomic`);
  const postgresUrl = `${postgresBase}/${name}`;
  const clickhouseUrl = `${clickhouseBase}/${name}`;
  const pg = connectPostgres(postgresUrl);
  const clickhouse = connectClickHouse(clickhouseUrl);
  await migrateClickHouse(clickhouse);
  return {
    pg,
    clickhouse,
    postgresUrl,
    clickhouseUrl,
    close: async () => {
      await pg.close();
      await clickhouse.close();
      await chAdmin.command(`DROP DATABASE ${name}`);
      await chAdmin.close();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
}
