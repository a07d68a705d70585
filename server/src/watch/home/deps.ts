import type { Role } from '@danqing/contracts';
import type { DefinitionLookup } from '#evaluate';
import type { SourceDirectory, TaskParticipant } from '#govern';
import type { Clock } from '#kernel';
import type { ClickHouse, EventLog, Postgres } from '#platform';

/** A pack as its shelf shows it: how much of it could be switched on with the data there is. */
export interface PackSummary {
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly available: number;
  readonly adopted: number;
  readonly items: number;
}

export interface HomeDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  readonly lookup: Pick<DefinitionLookup, 'names'>;
  readonly participants: readonly TaskParticipant[];
  packs(workspace: number): Promise<readonly PackSummary[]>;
}

/** What a block is made for. */
export interface HomeAsk {
  readonly workspace: number;
  readonly timezone: string;
  readonly role: Role;
  readonly nowMs: number;
}
