import type { TagDefinitionJson } from '@danqing/contracts';
import type { Refresh } from '#evaluate';
import type { PostgresSession } from '#platform';
import type { TagKind } from './tag-kind.ts';

/** A tag as it was from one edit to the next. */
export interface TagVersion {
  readonly version: number;
  readonly name: string;
  readonly category: string;
  readonly kind: TagKind;
  readonly definition: TagDefinitionJson;
  readonly refresh: Refresh;
  readonly madeAt: Date;
  /** Who saved it; '' where nobody was asked. */
  readonly madeBy: string;
}

const insertVersion = `
  INSERT INTO tag.version (tag_id, version, name, category, kind, definition, refresh, made_at, made_by)
  SELECT id, version, name, category, kind, definition, refresh, updated_at, $2 FROM tag.definition WHERE id = $1`;

/** Keeps the present state of a definition as a version of its own; in the transaction that changed it. */
export async function keepVersion(tx: PostgresSession, { id }: { readonly id: number }, by: string): Promise<void> {
  await tx.query(insertVersion, [id, by]);
}

const versions = `
  SELECT version, name, category, kind, definition, refresh, made_at AS "madeAt", made_by AS "madeBy" FROM tag.version WHERE tag_id = $1 ORDER BY version DESC`;

/** The latest first. */
export const readVersions = (pg: PostgresSession, tag: number): Promise<readonly TagVersion[]> => pg.query<TagVersion>(versions, [tag]);
