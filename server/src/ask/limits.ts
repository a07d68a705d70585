import { sqlMostRows } from '@danqing/contracts';

/** What one statement may take; more ends it with an error that says so. One more row than is shown tells that there were more. */
export const limits = { seconds: 60, rows: sqlMostRows, memoryBytes: 1_000_000_000 } as const;

/** A schedule's statements wait for nobody. */
export const scheduledSeconds = 300;
/** A download asks once more for what the answer did not show. */
export const mostDownloadedRows = 100_000;

export const engineSettings = (seconds: number, rows: number): Readonly<Record<string, string | number>> => ({
  readonly: 1,
  max_execution_time: seconds,
  timeout_overflow_mode: 'throw',
  max_memory_usage: limits.memoryBytes,
  max_rows_to_read: 2_000_000_000,
  max_result_rows: rows + 1,
  max_result_bytes: rows > sqlMostRows ? 200_000_000 : 20_000_000,
  result_overflow_mode: 'throw',
  max_bytes_before_external_group_by: 300_000_000,
  max_bytes_before_external_sort: 300_000_000,
  max_subquery_depth: 30,
  max_query_size: 2_000_000,
  max_ast_elements: 200_000,
  max_expanded_ast_elements: 500_000,
  max_threads: 2,
  output_format_json_quote_64bit_integers: 1,
  // An ORDER BY of the person's own statement counts, though ours stands around it.
  query_plan_remove_redundant_sorting: 0,
});
