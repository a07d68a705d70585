import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClickHouse, connectClickHouse } from '#platform';
import { prepareEngines } from '#platform/boot';

/** A ClickHouse alone, in a folder that goes with it. */
export async function linkageEngine(): Promise<{ readonly clickhouse: ClickHouse; stop(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'danqing-bench-'));
  const engines = await prepareEngines({
    data,
    databaseUrl: 'postgres://none',
    postgresPassword: '',
    clickhousePassword: 'bench',
    say: () => undefined,
    onHopeless: (reason) => {
      throw new Error(reason);
    },
  });
  await engines.start();
  const first = connectClickHouse(engines.clickhouseUrl.replace(/\/[^/]*$/, '/default'));
  await first.command('CREATE DATABASE IF NOT EXISTS danqing ENGINE = Atomic');
  await first.close();
  const clickhouse = connectClickHouse(engines.clickhouseUrl);
  return {
    clickhouse,
    stop: async () => {
      await clickhouse.close();
      await engines.stop();
      await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
