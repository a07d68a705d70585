import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '#kernel';
import { type ClickHouse, connectClickHouse } from '#platform';
import { prepareEngines } from '#platform/boot';
import { randomBytes } from 'node:crypto';

/**
 * Runs `work` with a ClickHouse of its own in a temporary folder, which goes afterwards: the work needs no running product and cannot
 * disturb one. Throws DQ_ENGINE_FAILED when the engine does not start.
 */
export async function withOwnEngine<T>(work: (clickhouse: ClickHouse) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'danqing-link-'));
  const lines: string[] = [];
  const failed = Promise.withResolvers<never>();
  const engines = await prepareEngines({
    data,
    databaseUrl: 'postgres://none',
    postgresPassword: '',
    clickhousePassword: randomBytes(18).toString('hex'),
    say: (message) => void lines.push(message),
    onHopeless: (reason) => failed.reject(new Fault('DQ_ENGINE_FAILED', 500, `ClickHouse does not run: ${reason} ${lines.join('; ')}`)),
  });
  const stop = async (): Promise<void> => {
    await engines.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
  const onSignal = (): void => void stop().finally(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await Promise.race([engines.start(), failed.promise]);
    const clickhouse = connectClickHouse(engines.clickhouseUrl.replace(/\/[^/]*$/, '/default'));
    await clickhouse.command('CREATE DATABASE IF NOT EXISTS danqing ENGINE = Atomic');
    await clickhouse.close();
    const own = connectClickHouse(engines.clickhouseUrl);
    try {
      return await Promise.race([work(own), failed.promise]);
    } finally {
      await own.close();
    }
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await stop();
  }
}
