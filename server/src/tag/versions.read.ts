import { replacedAt } from '#evaluate';
import { notFound } from '#kernel';
import type { PostgresSession } from '#platform';
import type { Tag } from './tag.store.ts';
import { readVersions } from './version.store.ts';

/** The last moment (ms) at which the values of a version stood; undefined while they still do. Throws DQ_NOT_FOUND for a version there never was. */
export async function versionEnd(pg: PostgresSession, tag: Tag, version: number): Promise<number | undefined> {
  const versions = await readVersions(pg, tag.id);
  if (versions.every((each) => each.version !== version)) throw notFound(`version ${version} of the tag ${tag.key}`);
  const replaced = await replacedAt(pg, { kind: 'tag', definitionId: tag.id }, version);
  return replaced === undefined ? undefined : replaced.getTime() - 1;
}
