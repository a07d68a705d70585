import { compileMembers } from '#compile';
import { contextAt, type EvaluationDeps, lockDefinitionsOf, placeDefinition, requestRun, unplaceDefinition } from '#evaluate';
import { conflict, type FaultDetail, notFound } from '#kernel';
import type { Postgres } from '#platform';
import { type GivenRule, underRule } from './given-rule.ts';
import { deleteSegmentRow, insertSegment, readSegment, type SegmentDefinition, type SegmentDraft, updateSegment } from './segment.store.ts';
import { readWrittenRule } from './written-rule.ts';

export interface SegmentDeps extends EvaluationDeps {
  readonly pg: Postgres;
}

/** What people say of a segment; `placed` where the rule did not come as JSON under /rule. */
export type SegmentWish = SegmentDraft & { readonly placed?: GivenRule['placed'] };

/** A segment as it was kept, and which names of the rule that was sent with it no data has brought yet. */
export interface SavedSegment {
  readonly segment: SegmentDefinition;
  readonly warnings: readonly FaultDetail[];
}

/** Refuses a rule that cannot be read or computed, with all its faults; gives back what people are warned of. `self`: the key of the segment it is to become. */
async function checkRule(
  deps: SegmentDeps,
  workspace: number,
  { rule, placed = underRule }: Pick<SegmentWish, 'rule' | 'placed'>,
  self: string,
): Promise<readonly FaultDetail[]> {
  const written = await readWrittenRule(deps, workspace, { rule, placed }, self);
  compileMembers(written.rule, await contextAt(deps, workspace, undefined, written.vocabulary));
  return written.warnings;
}

export const existingSegment = async (deps: SegmentDeps, workspace: number, key: string): Promise<SegmentDefinition> => {
  const segment = await readSegment(deps.pg, workspace, key);
  if (segment === undefined) throw notFound(`the segment ${key}`);
  return segment;
};

/** A new segment; its first run is asked for at once. */
export async function createSegment(deps: SegmentDeps, workspace: number, draft: SegmentWish): Promise<SavedSegment> {
  const warnings = await checkRule(deps, workspace, draft, draft.key);
  return deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const segment = await insertSegment(tx, workspace, draft, new Date(deps.clock.now()));
    if (segment === undefined) throw conflict(`a segment with the key ${draft.key} exists already`);
    await placeDefinition(tx, { kind: 'segment', definitionId: segment.id, ...segment }, draft.rule, '/rule');
    return { segment, warnings };
  });
}

/** Changes a segment; `check` sees the version that is about to be replaced and may refuse. A new name, description, owner or folder computes nothing anew. */
export async function changeSegment(
  deps: SegmentDeps,
  workspace: number,
  key: string,
  { placed, ...change }: Partial<SegmentWish>,
  check: (version: number) => void,
): Promise<SavedSegment> {
  const { rule } = change;
  const warnings = rule === undefined ? [] : await checkRule(deps, workspace, { rule, ...(placed === undefined ? {} : { placed }) }, key);
  return deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const before = await readSegment(tx, workspace, key);
    if (before === undefined) throw notFound(`the segment ${key}`);
    check(before.version);
    const draft = { ...before, ...change };
    const after = await updateSegment(tx, before.id, draft, new Date(deps.clock.now()));
    if (rule !== undefined || draft.refresh !== before.refresh)
      await placeDefinition(tx, { kind: 'segment', definitionId: after.id, ...after }, draft.rule, '/rule');
    return { segment: after, warnings };
  });
}

/** Deletes a segment that nothing names; gives back its id, whose memberships can go. */
export async function deleteSegment(deps: SegmentDeps, workspace: number, key: string, check: (version: number) => void): Promise<number> {
  return deps.pg.transaction(async (tx) => {
    await lockDefinitionsOf(tx, workspace);
    const segment = await readSegment(tx, workspace, key);
    if (segment === undefined) throw notFound(`the segment ${key}`);
    check(segment.version);
    await unplaceDefinition(tx, { kind: 'segment', definitionId: segment.id, workspace, key });
    await deleteSegmentRow(tx, segment.id);
    return segment.id;
  });
}

export async function computeSegment(deps: SegmentDeps, workspace: number, key: string): Promise<SegmentDefinition> {
  const segment = await existingSegment(deps, workspace, key);
  await requestRun(deps.pg, { kind: 'segment', definitionId: segment.id });
  return segment;
}
