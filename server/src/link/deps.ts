import type { Logger } from 'pino';
import type { Access } from '#govern';
import type { KindDirectory } from '#identify';
import type { Clock } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';

/** What the routes need. */
export interface LinkRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly kinds: Pick<KindDirectory, 'of'>;
  /** Until merges and unmerges can be read everywhere. */
  readonly arrived: () => Promise<void>;
}

/** What a worker needs. */
export interface LinkDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly kinds: Pick<KindDirectory, 'of'>;
  readonly access: Pick<Access, 'workspaceById'>;
  readonly logger: Logger;
}
