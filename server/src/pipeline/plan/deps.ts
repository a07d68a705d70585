import type { KindRules } from '#clean';
import type { SourceDirectory } from '#govern';
import type { Clock } from '#kernel';
import type { ClickHouse, EventLog, Postgres } from '#platform';
import type { EffectDeps } from './effect.ts';

export interface PlanRoutesDeps extends EffectDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  readonly kinds: { of(workspace: number): KindRules };
  readonly sourceName: (id: number) => string | undefined;
}
