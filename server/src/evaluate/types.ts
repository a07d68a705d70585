export type DefinitionKind = 'tag' | 'segment';
export type Refresh = 'live' | 'hourly' | 'daily' | 'manual';
/**
 * pending: asked for, not yet begun · computing · ready: its values can be read · failed: its last run did not end, what was there before still stands ·
 * stopped: somebody ended its last run; what was there before stands, and it waits for the next occasion.
 */
type ComputeState = 'pending' | 'computing' | 'ready' | 'failed' | 'stopped';

export interface NodeId {
  readonly kind: DefinitionKind;
  readonly definitionId: number;
}

/** One definition in the graph: what it names, and how far it has been computed. */
export interface Node extends NodeId {
  readonly workspace: number;
  readonly key: string;
  readonly version: number;
  readonly refresh: Refresh;
  /** Ids of definitions that it names itself, not those behind them. */
  readonly usesTags: readonly number[];
  readonly usesSegments: readonly number[];
  /** May change by time alone. */
  readonly isTimed: boolean;
  readonly state: ComputeState;
  /** Runs asked for by people and edits, and how many of them the last run answered. */
  readonly requests: number;
  readonly served: number;
  readonly dueAt: Date | null;
  readonly retryAt: Date | null;
  /** Its values include every change of profiles up to this one (`ChangeLog`); −1: only a run in full will do. */
  readonly position: number;
  /** And what time alone did up to this moment; null before the first run. */
  readonly timedAt: Date | null;
  /** Of each tag that it reads, by id, the last run whose values it includes. */
  readonly tagsSeen: Readonly<Record<string, number>>;
  /** The last run or tick that changed its values; 0 before the first. */
  readonly lastRun: number;
  readonly computedAt: Date | null;
  readonly reconciledAt: Date | null;
  /** Profiles that its last reconciliation found wrong. */
  readonly drift: number;
  readonly count: number | null;
  readonly elapsedMs: number;
  readonly failures: number;
  readonly error: string | null;
  /** The last time that somebody stopped a run of it. */
  readonly stoppedAt: Date | null;
}

/** Why a run took place; stands with every change it made. */
export type RunCause = 'created' | 'edited' | 'requested' | 'data' | 'time' | 'schedule' | 'manual' | 'reconciled';

/** One computation of a definition as of one moment. */
export interface Run extends NodeId {
  readonly id: number;
  readonly workspace: number;
  readonly version: number;
  readonly cause: RunCause;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What it includes: changes of profiles, runs of tags, as on the node. */
  readonly position: number;
  readonly tagsSeen: Readonly<Record<string, number>>;
  /** The first of the runs of its kind that are computed by one statement and sent on together; its own id when it is alone. */
  readonly group: number;
}

/** What a definition's owner shows of its computation. */
export interface ComputeStatus {
  readonly state: ComputeState;
  readonly count: number | null;
  readonly computedAt: Date | null;
  readonly error: string | null;
  /** Who stopped its last run and when, and when it runs again by itself (null: only when asked or edited); null when nobody did. */
  readonly stopped: { readonly by: string; readonly at: Date; readonly resumesAt: Date | null } | null;
}
