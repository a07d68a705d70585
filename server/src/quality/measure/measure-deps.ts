import type { Clock } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';

export interface MeasureDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
}
