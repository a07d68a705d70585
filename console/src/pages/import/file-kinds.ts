/** Names of files that may be dropped; an old .xls is refused with what to do. */
export const fileKinds = '.xlsx,.csv,.tsv,.txt,.jsonl,.ndjson,.gz,.xls';
