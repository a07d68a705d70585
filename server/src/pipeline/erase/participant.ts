import type { ErasureParticipant } from '#govern';
import type { Postgres } from '#platform';
import { erasedTables } from '#profile';
import { readOffset } from '../outbox.ts';
import { logErasure } from './sweep-log.ts';
import { quarantineErasure, type SweepQuarantineDeps } from './sweep-quarantine.ts';
import { erasureTokens, putErasure } from './put-erasure.ts';

/** Tables of PostgreSQL in which messages leave something of people, down to what waits for ClickHouse. */
const tables: readonly string[] = [
  'identify.identifier',
  'identify.sighting',
  'identify.edge',
  'identify.merge',
  'identify.conflict',
  'identify.shared',
  'identify.separation',
  'identify.profile',
  'profile.core',
  'govern.consent',
  'pipeline.outbox',
];

const isWaiting = 'SELECT 1 AS row FROM pipeline.outbox WHERE token = $1';

/** Graph, traits, consents and events: forgotten in one transaction, then in their turn among the slices. */
export function graphErasure({ pg }: { readonly pg: Postgres }): ErasureParticipant {
  return {
    name: 'pipeline',
    tables,
    isReady: async ({ acceptedUpTo }) => (await readOffset(pg)) >= acceptedUpTo,
    forget: putErasure,
    sweep: async ({ id }) => ({ removed: [], isDone: (await pg.query(isWaiting, [`${erasureTokens}${id}`])).length === 0 }),
  };
}

/** Everything of people that the pipeline holds. Quarantine comes before the log, which still tells what parked messages were. */
export const pipelineErasure = (deps: SweepQuarantineDeps): readonly ErasureParticipant[] => [graphErasure(deps), quarantineErasure(deps), logErasure(deps)];

/** Tables of ClickHouse that it takes rows from. */
export const erasedByPipeline: readonly string[] = [...erasedTables, 'consent_change', 'quarantine'];
