import { newDataFolder } from '../../test/product.ts';
import { type ClickHouse, connectClickHouse, migrateClickHouse } from '#platform';
import { prepareEngines } from '#platform/boot';
import { removeData } from './subject.ts';

export interface ReferenceStore {
  readonly clickhouse: ClickHouse;
  close(): Promise<void>;
}

/** A ClickHouse like the product's, with the product's empty tables and views, and nothing else running on it. */
export async function startReferenceStore(): Promise<ReferenceStore> {
  const data = newDataFolder();
  const fail = (reason: string): void => {
    throw new Error(reason);
  };
  const engines = await prepareEngines({
    data,
    postgresPassword: 'bench',
    clickhousePassword: 'bench',
    databaseUrl: 'postgres://unused/unused',
    say: () => undefined,
    onHopeless: fail,
  });
  await engines.start();
  const admin = connectClickHouse(engines.clickhouseUrl.replace(/\/[^/]*$/, '/default'));
  const clickhouse = connectClickHouse(engines.clickhouseUrl);
  try {
    await admin.command(`CREATE DATABASE IF NOT EXISTS ${clickhouse.database} ENGINE = Atomic`);
  } finally {
    await admin.close();
  }
  await migrateClickHouse(clickhouse);
  return {
    clickhouse,
    close: async () => {
      await clickhouse.close();
      await engines.stop();
      await removeData(data);
    },
  };
}
