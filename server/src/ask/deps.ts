import type { EvaluationDeps } from '#evaluate';
import type { Caller, PrivacyDirectory } from '#govern';
import type { ClickHouse, Postgres, Seal } from '#platform';

export interface AskDeps extends EvaluationDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly privacy: PrivacyDirectory;
  /** Pseudonyms are drawn with a key that it derives. */
  readonly seal: Seal;
}

/** Who asks, as far as a statement must know. */
export type Asker = Pick<Caller, 'workspace' | 'seesPersonalData'>;
