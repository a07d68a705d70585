import type { PostgresSession } from '#platform';
import type { DidCount } from './did-count.ts';

const raise = `
  INSERT INTO pipeline.cleaning_counter AS c (workspace, rule, source_id, changed, refused, imputed, parked, dropped, last_at)
  SELECT workspace, rule, source_id, changed, refused, imputed, parked, dropped, to_timestamp(last_at / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
    AS n (workspace, rule, source_id, changed, refused, imputed, parked, dropped, last_at)
  ON CONFLICT (workspace, rule, source_id) DO UPDATE SET changed = c.changed + excluded.changed, refused = c.refused + excluded.refused,
    imputed = c.imputed + excluded.imputed, parked = c.parked + excluded.parked, dropped = c.dropped + excluded.dropped, last_at = greatest(c.last_at, excluded.last_at)`;

/** In the transaction that removes the slice's outbox row. */
export async function raiseDid(tx: PostgresSession, did: readonly DidCount[]): Promise<void> {
  if (did.length === 0) return;
  const of = <Name extends keyof DidCount>(name: Name): readonly DidCount[Name][] => did.map((one) => one[name]);
  await tx.query(raise, [of('workspace'), of('rule'), of('sourceId'), of('changed'), of('refused'), of('imputed'), of('parked'), of('dropped'), of('lastAt')]);
}

export interface DidRow {
  readonly rule: string;
  readonly sourceId: number;
  readonly changed: number;
  readonly refused: number;
  readonly imputed: number;
  readonly parked: number;
  readonly dropped: number;
  readonly lastAt: Date;
}

const ofWorkspace = `
  SELECT rule, source_id AS "sourceId", changed, refused, imputed, parked, dropped, last_at AS "lastAt" FROM pipeline.cleaning_counter WHERE workspace = $1 ORDER BY rule, source_id`;

export const readDid = (pg: PostgresSession, workspace: number): Promise<readonly DidRow[]> => pg.query<DidRow>(ofWorkspace, [workspace]);
