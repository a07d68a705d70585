import type { LinkRecord, RecordSource } from '#identify';

const rowsAtOnce = 10_000;

/** Tables in memory as one source, each a file. */
export function sourceOf(columns: readonly string[], tables: readonly Iterable<readonly string[]>[]): RecordSource {
  return {
    columns,
    async *batches() {
      let batch: LinkRecord[] = [];
      for (const [file, rows] of tables.entries()) {
        let row = 0;
        for (const cells of rows) {
          batch.push({ file, row: ++row, cells });
          if (batch.length < rowsAtOnce) continue;
          yield batch;
          batch = [];
        }
      }
      yield batch;
    },
  };
}
