import type { PostgresSession, QueryCost } from '#platform';

/** Adds up what the statements of a run took: rows and bytes read of all, memory of the hungriest. */
export interface CostMeter {
  readonly observe: (cost: QueryCost) => void;
  total(): QueryCost;
}

export function createCostMeter(): CostMeter {
  let sum: QueryCost = { rowsRead: 0, bytesRead: 0, memoryBytes: 0 };
  return {
    observe: (cost) => {
      sum = { rowsRead: sum.rowsRead + cost.rowsRead, bytesRead: sum.bytesRead + cost.bytesRead, memoryBytes: Math.max(sum.memoryBytes, cost.memoryBytes) };
    },
    total: () => sum,
  };
}

const insertCost = `
  INSERT INTO tag.run_cost (run_id, tag_id, rows_read, bytes_read, memory_bytes) SELECT $1, id, $3, $4, $5 FROM tag.definition WHERE id = $2
  ON CONFLICT (run_id) DO NOTHING`;

export async function saveRunCost(pg: PostgresSession, run: number, tag: number, { rowsRead, bytesRead, memoryBytes }: QueryCost): Promise<void> {
  await pg.query(insertCost, [run, tag, rowsRead, bytesRead, memoryBytes]);
}
