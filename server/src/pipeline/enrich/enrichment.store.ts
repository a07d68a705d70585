import type { EnrichmentInput } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface StoredEnrichment {
  readonly workspace: number;
  readonly settings: EnrichmentInput;
  readonly changedAt: Date;
}

const all = 'SELECT workspace, settings, changed_at AS "changedAt" FROM pipeline.enrichment';
const one = `${all} WHERE workspace = $1`;
const put = `
  INSERT INTO pipeline.enrichment (workspace, settings) VALUES ($1, $2)
  ON CONFLICT (workspace) DO UPDATE SET settings = excluded.settings, changed_at = greatest(clock_timestamp(), pipeline.enrichment.changed_at + interval '1 millisecond')`;

export const readEnrichments = (pg: PostgresSession): Promise<readonly StoredEnrichment[]> => pg.query<StoredEnrichment>(all);

/** What a workspace has said; undefined: the usual definitions. */
export async function readEnrichment(pg: PostgresSession, workspace: number): Promise<EnrichmentInput | undefined> {
  const [row] = await pg.query<StoredEnrichment>(one, [workspace]);
  return row?.settings;
}

export async function putEnrichment(tx: PostgresSession, workspace: number, settings: EnrichmentInput): Promise<void> {
  await tx.query(put, [workspace, JSON.stringify(settings)]);
}
