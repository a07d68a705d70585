import type { QualityThreshold } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

const read = 'SELECT dimension, source, event, field, least FROM quality.threshold WHERE workspace = $1 ORDER BY dimension, source, event, field';
const put = `
  INSERT INTO quality.threshold (workspace, dimension, source, event, field, least, updated_at, updated_by)
  SELECT $1, dimension, source, event, field, least, $2, $3
  FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::float8[]) AS n (dimension, source, event, field, least)`;

export const readThresholds = (pg: PostgresSession, workspace: number): Promise<readonly QualityThreshold[]> => pg.query<QualityThreshold>(read, [workspace]);

/** All of a workspace at once; those that are named no more go. */
export async function replaceThresholds(
  tx: PostgresSession,
  workspace: number,
  by: { readonly at: Date; readonly name: string },
  items: readonly QualityThreshold[],
): Promise<void> {
  await tx.query('DELETE FROM quality.threshold WHERE workspace = $1', [workspace]);
  if (items.length === 0) return;
  const of = <Name extends keyof QualityThreshold>(name: Name): readonly QualityThreshold[Name][] => items.map((one) => one[name]);
  await tx.query(put, [workspace, by.at, by.name, of('dimension'), of('source'), of('event'), of('field'), of('least')]);
}
