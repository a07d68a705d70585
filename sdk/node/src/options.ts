/** Why something was not delivered, or not yet. */
export interface DeliveryProblem {
  /**
   * Lost: `invalid` (nobody or nothing is named, or JSON cannot say it), `too_large` (over 32 KB), `queue_full`, `refused` (for good, see `status`),
   * `exit` (the process ended first). Not lost: `unavailable` (tried again, see `status`), `disk` (the queue goes on in memory).
   */
  readonly reason: 'invalid' | 'too_large' | 'queue_full' | 'refused' | 'exit' | 'unavailable' | 'disk';
  /** How many events it is about. */
  readonly count: number;
  readonly detail: string;
  /** The status of the server's answer, where there was one. */
  readonly status?: number;
}

export interface Options {
  /** Of the source that this service is. */
  readonly writeKey: string;
  /** Where Danqing answers: `https://data.example.com`. */
  readonly host: string;
  /** A request goes out when so many events wait (default 100, at most 2,500) … */
  readonly flushAt?: number;
  /** … or so many milliseconds after the first of them (default 1,000). */
  readonly flushAfterMs?: number;
  /** How many events may wait (default 10,000) and how many bytes they may have (default 64 MB). */
  readonly maxQueued?: number;
  readonly maxQueuedBytes?: number;
  /** Which go when more come: the new ones (default) or the oldest. Either is told to `onProblem`. */
  readonly whenFull?: 'drop-newest' | 'drop-oldest';
  /** A folder on this machine's disk in which what waits survives the process. One folder may serve many processes. */
  readonly queueFolder?: string;
  /** How long one request may take (default 15,000). */
  readonly timeoutMs?: number;
  /** Larger requests are compressed; true by default. */
  readonly gzip?: boolean;
  /** Whether to send what waits when the process ends (end of work, SIGTERM, SIGINT); true by default, within `exitTimeoutMs` (default 5,000). */
  readonly flushOnExit?: boolean;
  readonly exitTimeoutMs?: number;
  /** Told of everything that goes wrong. Nothing is ever thrown. */
  readonly onProblem?: (problem: DeliveryProblem) => void;
}
