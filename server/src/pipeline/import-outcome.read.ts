import type { PostgresSession } from '#platform';

/** How an import's events ended so far; all of them once the pipeline has delivered its last record. */
export interface ImportOutcome {
  readonly passed: number;
  readonly duplicates: number;
  /** For another reason than being a duplicate. */
  readonly dropped: number;
  readonly parked: number;
}

const readCounter = 'SELECT passed, duplicates, dropped - duplicates AS dropped, parked FROM pipeline.import_counter WHERE import_id = $1';

export async function readImportOutcome(pg: PostgresSession, importId: string): Promise<ImportOutcome> {
  const [row] = await pg.query<ImportOutcome>(readCounter, [importId]);
  return row ?? { passed: 0, duplicates: 0, dropped: 0, parked: 0 };
}
