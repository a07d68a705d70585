import type { ConnectionPlace, ConnectionPull, ConnectionRunState, ConnectionSchedule, ImportMapping } from '@danqing/contracts';
import type { Position } from './position.ts';

export interface StoredConnection {
  readonly id: number;
  readonly workspace: number;
  readonly name: string;
  readonly place: ConnectionPlace;
  /** Sealed. */
  readonly secret: Buffer | null;
  readonly pull: ConnectionPull;
  readonly mapping: ImportMapping;
  readonly choices: unknown;
  readonly sourceId: number;
  readonly source: string;
  readonly schedule: ConnectionSchedule;
  readonly isPaused: boolean;
  readonly position: Position | null;
  readonly newest: string | null;
  readonly newestAt: Date | null;
  readonly waitingFiles: number;
  readonly failures: number;
  readonly nextAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** Who is told when it fails. */
  readonly operatorId: string | null;
  /** How often somebody asked for everything to be read again. */
  readonly reading: number;
}

export interface RunProblem {
  readonly code: string;
  readonly message: string;
}

/** The import of a run that is under way, and what holds once its rows are all in the log. */
export type Pending =
  | { readonly kind: 'rows'; readonly import: string; readonly position: Position | null; readonly isMore: boolean }
  | { readonly kind: 'file'; readonly import: string; readonly path: string; readonly version: string; readonly bytes: number };

export interface StoredRun {
  readonly id: number;
  readonly connection: number;
  readonly workspace: number;
  readonly cause: 'schedule' | 'person';
  readonly by: string | null;
  readonly state: ConnectionRunState;
  readonly readRows: number;
  readonly unchanged: number;
  readonly slices: number;
  readonly pending: Pending | null;
  readonly error: RunProblem | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}
