import type { PostgresSession } from '#platform';

/** How the events of a source have ended since the beginning. */
export interface SourceTotals {
  readonly sourceId: number;
  readonly workspace: number;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
  /** Parked events by reason, those that left quarantine since taken off. */
  readonly reasons: Readonly<Record<string, number>>;
  /** When the newest event that has an end was received; null: none since that is kept. */
  readonly lastAt: Date | null;
}

const totals = `
  SELECT c.source_id AS "sourceId", c.workspace, c.passed, c.dropped, c.parked, c.last_at AS "lastAt",
    coalesce((SELECT jsonb_object_agg(r.reason, r.events) FROM pipeline.reason_counter r WHERE r.source_id = c.source_id AND r.outcome = 'park' AND r.events <> 0), '{}') AS reasons
  FROM pipeline.counter c`;

/** Of every source of every workspace, in one look. */
export const readSourceTotals = (pg: PostgresSession): Promise<readonly SourceTotals[]> => pg.query<SourceTotals>(totals);
