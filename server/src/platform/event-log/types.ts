/** The number of a record in the log: dense, from 1, in the order of appending. Never reused. */
export type LogPosition = number;

/** What the collector keeps of one accepted request. The body is the raw bytes as they came (perhaps gzipped). */
export interface LogEntry {
  readonly workspace: number;
  readonly sourceId: number;
  /** Which decoder reads the body: the adapter's name (`segment`, `import`, …). */
  readonly protocol: string;
  /** What the path said, when the body does not: `track`, `batch`, `pixel/identify`… */
  readonly call: string;
  readonly receivedAt: number;
  readonly remoteAddress: string;
  readonly userAgent: string;
  /** How many events the body holds: what `accepted` is raised by. */
  readonly events: number;
  /** The import this came from, whose report counts its outcomes. */
  readonly importId?: string;
  readonly body: Uint8Array;
}

export interface LogRecord extends LogEntry {
  readonly position: LogPosition;
}

export interface AppendOptions {
  /**
   * Exactly-once appends for a resumable producer: the append is skipped when a chunk of `key` with this number
   * (or a higher one) is already in the log. Kept in the same transaction as the records.
   */
  readonly once?: { readonly key: string; readonly chunk: number };
}

/** The event log: raw requests, appended and synced before they are acknowledged. One partition. Safe for several processes. */
export interface EventLog {
  /** Resolves when the records are synced to disk; `accepted` of each source is raised in the same transaction. Throws DQ_DISK_FULL, DQ_OVERLOADED. */
  append(
    entries: readonly LogEntry[],
    options?: AppendOptions,
  ): Promise<{ readonly first: LogPosition; readonly last: LogPosition; readonly skipped: boolean }>;
  /** Records from `from` on, in order; stops at `maxEvents` events or `maxBytes` (but gives at least one record when there is one). Skips what retention removed. */
  read(from: LogPosition, limits: { readonly maxEvents: number; readonly maxBytes: number }): readonly LogRecord[];
  /** One record by its position, for replay from quarantine; undefined when retention has removed it. */
  at(position: LogPosition): LogRecord | undefined;
  /** The position the next record will get. */
  head(): LogPosition;
  /** The oldest position still kept. */
  tail(): LogPosition;
  /** Events accepted so far, by source id. */
  accepted(): ReadonlyMap<number, number>;
  /** Last chunk appended under a `once` key; 0 when none. */
  lastChunk(key: string): number;
  /**
   * Deletes whole segments that are older or bigger than allowed and that every consumer has passed: `passed` is the position that
   * the slowest consumer will read next. Gives the number of segments deleted.
   */
  retain(options: { readonly passed: LogPosition; readonly maxAgeDays: number; readonly maxBytes: number; readonly now: number }): Promise<number>;
  /**
   * Writes the segments anew that hold records before `before` which `change` gives another form (undefined: it stays as it is), so that nothing of the old form lies in their
   * files. Positions and counters stay. Gives the number of records that changed. `change` must give records as many events as they had. One caller at a time.
   */
  rewrite(before: LogPosition, change: (record: LogRecord) => LogEntry | undefined): Promise<number>;
  close(): Promise<void>;
}
