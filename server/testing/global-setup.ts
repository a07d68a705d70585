/** Starts one PostgreSQL and one ClickHouse for the whole test run, in a folder that goes with it: the very engines of the product. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connectPostgres, migratePostgres, type Postgres } from '#platform';
import { openDataFolder, prepareEngines } from '#platform/boot';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    clickhouseUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'danqing-test-'));
  const folder = openDataFolder(data);
  const engines = await prepareEngines({
    data,
    postgresPassword: 'test',
    clickhousePassword: 'test',
    postgresSettings: { max_connections: '200' },
    dictionarySources: ['test_*.*'],
    say: (message) => process.stderr.write(`${message}\n`),
    onHopeless: (reason) => {
      throw new Error(reason);
    },
  });
  await engines.start();
  const base = (url: string): string => new URL(url).href.replace(/\/danqing$/, '');
  const postgresUrl = base(engines.databaseUrl);
  await withPostgres(`${postgresUrl}/postgres`, (admin) => admin.query('CREATE DATABASE test_template'));
  await withPostgres(`${postgresUrl}/test_template`, migratePostgres);
  project.provide('postgresUrl', postgresUrl);
  project.provide('clickhouseUrl', base(engines.clickhouseUrl));
  return async () => {
    await engines.stop();
    folder.release();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
}

async function withPostgres(url: string, work: (pg: Postgres) => Promise<unknown>): Promise<void> {
  const pg = connectPostgres(url, { maxConnections: 1 });
  try {
    await work(pg);
  } finally {
    await pg.close();
  }
}
