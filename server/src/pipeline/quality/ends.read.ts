import type { EventLog, PostgresSession } from '#platform';

/** How everything that a source ever sent has ended, by reason. What is not among them has no end yet. */
export interface SourceEnds {
  readonly sourceId: number;
  readonly workspace: number;
  readonly accepted: number;
  readonly passed: number;
  readonly drops: Readonly<Record<string, number>>;
  /** Those that left quarantine since are taken off. */
  readonly parks: Readonly<Record<string, number>>;
  /** By cleaning rule. */
  readonly mends: Readonly<Record<string, RuleDid>>;
}

interface RuleDid {
  readonly changed: number;
  readonly refused: number;
  readonly imputed: number;
  readonly parked: number;
  readonly dropped: number;
}

const ends = `
  SELECT c.source_id AS "sourceId", c.workspace, c.passed,
    coalesce((SELECT jsonb_object_agg(r.reason, r.events) FROM pipeline.reason_counter r WHERE r.source_id = c.source_id AND r.outcome = 'drop' AND r.events <> 0), '{}') AS drops,
    coalesce((SELECT jsonb_object_agg(r.reason, r.events) FROM pipeline.reason_counter r WHERE r.source_id = c.source_id AND r.outcome = 'park' AND r.events <> 0), '{}') AS parks,
    coalesce((SELECT jsonb_object_agg(d.rule, jsonb_build_object('changed', d.changed, 'refused', d.refused, 'imputed', d.imputed, 'parked', d.parked, 'dropped', d.dropped))
              FROM pipeline.cleaning_counter d WHERE d.source_id = c.source_id), '{}') AS mends
  FROM pipeline.counter c`;

/** The counters as they are, of every source, in one statement and so of one moment; what was accepted is read after, so that nothing has ended that did not begin. */
export async function readSourceEnds(pg: PostgresSession, log: EventLog): Promise<readonly SourceEnds[]> {
  const rows = await pg.query<Omit<SourceEnds, 'accepted'>>(ends);
  const accepted = log.accepted();
  return rows.map((row) => ({ ...row, accepted: accepted.get(row.sourceId) ?? 0 }));
}
