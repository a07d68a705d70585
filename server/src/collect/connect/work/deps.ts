import type { Logger } from 'pino';
import type { Clock } from '#kernel';
import type { Networks, Postgres, PostgresSession, Seal } from '#platform';
import type { SliceLimits } from '../sql/slice.ts';

/** Somebody is told of a connection that fails. */
export interface ConnectionNotice {
  readonly workspace: number;
  readonly operatorId: string;
  /** Told once. */
  readonly source: string;
  readonly level: 'error' | 'success';
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: { readonly zh: string; readonly en: string };
  /** A path of the console within the workspace. */
  readonly link: string;
  readonly at: Date;
}

export interface ConnectDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The folder of imports in the data folder. */
  readonly folder: string;
  readonly seal: Seal;
  readonly networks: Networks;
  /** The folders that may be watched. */
  readonly watchedFolders: readonly string[];
  timezoneOf(workspace: number): string;
  /** Wired by `entry`: notifications are of a later stage. */
  tell(tx: PostgresSession, notices: readonly ConnectionNotice[]): Promise<void>;
  /** Smaller in tests. */
  readonly limits?: SliceLimits;
  /** How long a file has to be left alone until it is taken for finished; shorter in tests. */
  readonly restMs?: number;
}
