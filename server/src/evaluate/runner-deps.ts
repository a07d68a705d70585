import type { Logger } from 'pino';
import type { Clock } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import type { EvaluationDeps } from './context.ts';
import type { Executor } from './executor.ts';
import type { LiveKind } from './live/live-kind.ts';
import type { Registry } from './live/registry.ts';
import type { DefinitionKind } from './types.ts';

/** What computing definitions in full works with. */
export interface RunnerDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly executors: Readonly<Record<DefinitionKind, Executor>>;
  readonly kinds: Readonly<Record<DefinitionKind, LiveKind>>;
  readonly evaluation: EvaluationDeps;
  readonly registry: Registry;
  /** Sends what ticks decided and a crash kept back: a run compares with what is stored, so that must be there. */
  finishTicks(): Promise<void>;
  timezoneOf(workspace: number): Promise<string>;
}

/** stopped: somebody ended it, or took this worker for dead. */
export type RunEnd = 'done' | 'busy' | 'gone' | 'failed' | 'stopped';
