import type { TagView } from '@danqing/contracts';
import type { ComputeStatus } from '#evaluate';
import type { JsonValue } from '#kernel';
import { fieldsOf } from './fields.ts';
import type { Tag } from './tag.store.ts';

/** What the API shows of a tag. */
export const tagView = (tag: Tag, status: ComputeStatus, cutPoints: JsonValue): TagView => ({
  key: tag.key,
  name: tag.name,
  category: tag.category,
  description: tag.description,
  kind: tag.kind,
  type: tag.type,
  definition: tag.definition,
  fields: fieldsOf(tag.definition).map(({ name }) => name),
  refresh: tag.refresh,
  owner: tag.owner,
  expiresAfter: tag.expiresAfter,
  version: tag.version,
  cutPoints,
  createdAt: tag.createdAt.toISOString(),
  updatedAt: tag.updatedAt.toISOString(),
  state: status.state,
  count: status.count,
  computedAt: status.computedAt?.toISOString() ?? null,
  error: status.error,
});
