import type { SegmentView } from '@danqing/contracts';
import { describe, parseRule, printRule, type Vocabulary } from '#compile';
import { type ComputeStatus, computeView } from '#evaluate';
import type { SegmentDefinition } from './segment.store.ts';

/** What the API shows of a segment. A rule that can no longer be read (what it named is gone) has no sentence. */
export function segmentView(segment: SegmentDefinition, status: ComputeStatus, vocabulary: Vocabulary): SegmentView {
  const parsed = parseRule(segment.rule, vocabulary);
  return {
    key: segment.key,
    name: segment.name,
    description: segment.description,
    rule: segment.rule,
    text: printRule(segment.rule),
    sentence: parsed.ok ? describe(parsed.rule) : null,
    refresh: segment.refresh,
    folder: segment.folder,
    owner: segment.owner,
    version: segment.version,
    createdAt: segment.createdAt.toISOString(),
    updatedAt: segment.updatedAt.toISOString(),
    ...computeView(status),
  };
}
