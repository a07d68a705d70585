import type { ClickHouse } from '#platform';
import { randomBytes } from 'node:crypto';

/** Tables of one run. They hold nothing that outlives it, so they are of the Log family: no merges, no fsync. */
export interface RunTables {
  readonly raw: string;
  readonly record: string;
  readonly block: string;
  readonly sample: string;
  readonly pair: string;
  frequency(place: number): string;
  drop(): Promise<void>;
}

export function runTables(clickhouse: ClickHouse): RunTables {
  const prefix = `linkage_run_${randomBytes(6).toString('hex')}_`;
  return {
    raw: `${prefix}raw`,
    record: `${prefix}record`,
    block: `${prefix}block`,
    sample: `${prefix}sample`,
    pair: `${prefix}pair`,
    frequency: (place) => `${prefix}frequency${place}`,
    drop: async () => {
      const found = await clickhouse.query<{ name: string }>(
        'SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})',
        { prefix },
      );
      for (const { name } of found) await clickhouse.command(`DROP TABLE IF EXISTS ${name}`);
    },
  };
}

/** Removes what runs that died left in the engine. Only where no linkage runs. */
export async function dropLinkageLeftovers(clickhouse: ClickHouse): Promise<void> {
  const found = await clickhouse.query<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND match(name, '^linkage_run_[0-9a-f]{12}_')`,
  );
  for (const { name } of found) await clickhouse.command(`DROP TABLE IF EXISTS ${name}`);
}

/** A linkage may take the whole machine; on a running product its lane keeps it behind everything else. */
export const bigQuery = {
  lane: 'batch',
  settings: { max_threads: 2, max_memory_usage: 3_000_000_000, max_execution_time: 7200, join_algorithm: 'hash', short_circuit_function_evaluation: 'disable' },
} as const;
