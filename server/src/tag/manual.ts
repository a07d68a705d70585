import type { TagValue } from '@danqing/contracts';
import { contextAt, type EvaluationDeps, type RunnerDeps, runByHand } from '#evaluate';
import { type FaultDetail, invalid } from '#kernel';
import type { ClickHouse } from '#platform';
import type { Tag } from './tag.store.ts';
import { isOfType, type StoredValue } from './values.ts';
import { livingAmong, readStored } from './values.read.ts';

export interface ManualDeps extends EvaluationDeps {
  readonly clickhouse: ClickHouse;
  readonly runner: RunnerDeps;
}

/** null takes the value away. */
export interface ManualValue {
  readonly profile: number;
  readonly value: TagValue | null;
}

const stored = (value: TagValue): StoredValue =>
  Array.isArray(value) ? { text: '', items: value, fields: {} } : { text: String(value), items: [], fields: {} };

const isSame = (a: StoredValue, b: StoredValue): boolean =>
  a.text === b.text && a.items.length === b.items.length && a.items.every((item, index) => item === b.items[index]);

/** Sets values of a tag by hand, for some profiles; gives how many changed. The last one of a profile counts. */
export async function setManualValues(deps: ManualDeps, tag: Tag, values: readonly ManualValue[]): Promise<number> {
  if (tag.kind !== 'manual') throw invalid(`${tag.key} is computed; only manual tags can be set`);
  const context = await contextAt(deps, tag.workspace);
  const wanted = new Map(values.map(({ profile, value }) => [profile, value]));
  const living = await livingAmong(deps.clickhouse, context, [...wanted.keys()]);
  const faults = values.flatMap(({ profile, value }, index): FaultDetail[] => {
    const path = `/values/${index}`;
    if (!living.has(profile))
      return [{ path: `${path}/profile`, code: 'DQ_NOT_FOUND', message: 'no such profile (a profile that was merged away is set through the one it became)' }];
    return value === null || isOfType(tag.type, value) ? [] : [{ path: `${path}/value`, code: 'DQ_TYPE', message: `must be a ${tag.type} as the tag is` }];
  });
  if (faults.length > 0) throw invalid('some values cannot be set; none was', faults.slice(0, 50));
  return runByHand(deps.runner, { kind: 'tag', definitionId: tag.id }, async (run) => {
    const before = new Map((await readStored(deps.clickhouse, tag, [...wanted.keys()])).map((row) => [row.profile, row]));
    const rows = [...wanted].flatMap(([profile, value]) => {
      const old = before.get(profile);
      if (value === null ? old === undefined : old !== undefined && isSame(old, stored(value))) return [];
      const row = { workspace: tag.workspace, tag_id: tag.id, profile_id: profile, at: new Date(run.at).toISOString(), run_id: run.id };
      return [JSON.stringify({ ...row, is_gone: value === null ? 1 : 0, ...(value === null ? {} : stored(value)) })];
    });
    if (rows.length > 0) await deps.clickhouse.insert('tag_stage', Buffer.from(rows.join('\n')));
  });
}
