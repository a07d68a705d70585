import type { PostgresSession } from '#platform';

/** A definition that came out of a pack. */
export interface AdoptedItem {
  readonly kind: 'tag' | 'segment';
  readonly key: string;
  readonly pack: string;
  readonly version: string;
  /** The item as it was adopted: its definition or rule, as the pack had it. */
  readonly item: unknown;
  readonly at: Date;
}

const adoptions = `
  SELECT kind, key, pack, pack_version AS version, item, adopted_at AS at FROM tag.adoption WHERE workspace = $1`;

export const readAdoptions = (pg: PostgresSession, workspace: number): Promise<readonly AdoptedItem[]> => pg.query<AdoptedItem>(adoptions, [workspace]);

const upsertAdoption = `
  INSERT INTO tag.adoption (workspace, kind, key, pack, pack_version, item, adopted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (workspace, kind, key) DO UPDATE SET pack = excluded.pack, pack_version = excluded.pack_version, item = excluded.item, adopted_at = excluded.adopted_at`;

export async function saveAdoption(pg: PostgresSession, workspace: number, { kind, key, pack, version, item, at }: AdoptedItem): Promise<void> {
  await pg.query(upsertAdoption, [workspace, kind, key, pack, version, JSON.stringify(item), at]);
}
