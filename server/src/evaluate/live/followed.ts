import type { Logger } from 'pino';
import type { Clock } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import type { EvaluationDeps } from '../context.ts';
import type { DefinitionKind, Node } from '../types.ts';
import type { ChangeLog } from './change-log.ts';
import type { LiveForm, LiveKind } from './live-kind.ts';
import type { Registry } from './registry.ts';

/** What ticks work with. */
export interface TickDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly kinds: Readonly<Record<DefinitionKind, LiveKind>>;
  readonly evaluation: EvaluationDeps;
  readonly changes: ChangeLog;
  readonly registry: Registry;
  /** Told of every tick that looked at somebody. */
  readonly onTick?: (tick: TickEnd & { readonly workspace: number; readonly elapsedMs: number }) => void;
}

/** A followed definition with its form, as a tick works with it. */
export interface Followed {
  readonly node: Node;
  readonly form: LiveForm;
}

export interface TickEnd {
  /** Looked at. */
  readonly profiles: number;
  readonly changed: number;
}
