/** Names of files that may be dropped; an old .xls is refused with what to do. */
export const fileKinds = '.xlsx,.csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet,.log,.zip,.gz,.xls';
