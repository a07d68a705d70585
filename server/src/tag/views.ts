import type { TagView } from '@danqing/contracts';
import { describeTag, printTag, type Vocabulary } from '#compile';
import { type ComputeStatus, computeView } from '#evaluate';
import type { JsonValue } from '#kernel';
import { fieldsOf } from './fields.ts';
import { readPlan } from './parse.ts';
import type { Tag } from './tag.store.ts';

/** What the API shows of a tag. A definition that can no longer be read (what it named is gone) has no sentence. */
export function tagView(tag: Tag, status: ComputeStatus, cutPoints: JsonValue, vocabulary: Vocabulary): TagView {
  const plan = readPlan(tag.definition, tag.type, vocabulary);
  return {
    key: tag.key,
    name: tag.name,
    category: tag.category,
    description: tag.description,
    kind: tag.kind,
    type: tag.type,
    definition: tag.definition,
    text: printTag(tag.definition),
    sentence: plan === undefined ? null : describeTag(plan),
    fields: fieldsOf(tag.definition).map(({ name }) => name),
    refresh: tag.refresh,
    owner: tag.owner,
    expiresAfter: tag.expiresAfter,
    keptBy: tag.keptBy,
    version: tag.version,
    cutPoints,
    createdAt: tag.createdAt.toISOString(),
    updatedAt: tag.updatedAt.toISOString(),
    ...computeView(status),
  };
}
