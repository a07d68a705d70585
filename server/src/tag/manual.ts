import type { TagValue } from '@danqing/contracts';
import { contextAt, type EvaluationDeps, type RunnerDeps, runByHand } from '#evaluate';
import { type FaultDetail, invalid } from '#kernel';
import type { ClickHouse } from '#platform';
import type { Tag } from './tag.store.ts';
import { isOfType, type StoredValue } from './values.ts';
import { livingAmong, readStored, type StoredRow } from './values.read.ts';

export interface ManualDeps extends EvaluationDeps {
  readonly clickhouse: ClickHouse;
  readonly runner: RunnerDeps;
}

/** What somebody says of a profile; null takes the value away. */
export interface ManualValue {
  readonly profile: number;
  readonly value: TagValue | null;
  /** From when on it does not hold any more; null: for good. */
  readonly expiresAt: Date | null;
}

const stored = (value: TagValue): StoredValue =>
  Array.isArray(value) ? { text: '', items: value, fields: {} } : { text: String(value), items: [], fields: {} };

const isSame = (row: StoredRow, said: ManualValue & { readonly value: TagValue }, source: string): boolean => {
  const { text, items } = stored(said.value);
  const isSameValue = row.text === text && row.items.length === items.length && row.items.every((item, index) => item === items[index]);
  return isSameValue && row.source === source && row.expiresAt === (said.expiresAt?.getTime() ?? null);
};

/**
 * Sets values of a tag by hand, for some profiles, all or none; gives how many changed. The last one of a profile counts. Where values grow old
 * by themselves (`expiresAfter`), saying the same again makes it new.
 */
export async function setManualValues(deps: ManualDeps, tag: Tag, values: readonly ManualValue[], source: string): Promise<number> {
  if (tag.kind !== 'manual') throw invalid(`${tag.key} is computed; only manual tags can be set`);
  const context = await contextAt(deps, tag.workspace);
  const wanted = new Map(values.map((said) => [said.profile, said]));
  const living = await livingAmong(deps.clickhouse, context, [...wanted.keys()]);
  const faults = values.flatMap(({ profile, value }, index): FaultDetail[] => {
    const path = `/values/${index}`;
    if (!living.has(profile))
      return [{ path: `${path}/profile`, code: 'DQ_NOT_FOUND', message: 'no such profile (a profile that was merged away is set through the one it became)' }];
    return value === null || isOfType(tag.type, value) ? [] : [{ path: `${path}/value`, code: 'DQ_TYPE', message: `must be a ${tag.type} as the tag is` }];
  });
  if (faults.length > 0) throw invalid('some values cannot be set; none was', faults.slice(0, 50));
  return sayValues(deps, tag, [...wanted.values()], source);
}

/** The same for values that were checked: each profile once, living, the value of the tag's type. */
export async function sayValues(deps: ManualDeps, tag: Tag, values: readonly ManualValue[], source: string): Promise<number> {
  return runByHand(deps.runner, { kind: 'tag', definitionId: tag.id }, async (run) => {
    const before = new Map(
      (
        await readStored(
          deps.clickhouse,
          tag,
          values.map(({ profile }) => profile),
        )
      ).map((row) => [row.profile, row]),
    );
    const rows = values.flatMap(({ profile, value, expiresAt }) => {
      const old = before.get(profile);
      const stays = value === null ? old === undefined : old !== undefined && tag.expiresAfter === null && isSame(old, { profile, value, expiresAt }, source);
      if (stays) return [];
      const row = { workspace: tag.workspace, tag_id: tag.id, profile_id: profile, at: new Date(run.at).toISOString(), run_id: run.id, source };
      const said = value === null ? { is_gone: 1 } : { is_gone: 0, ...stored(value), expires_at: expiresAt?.toISOString() ?? null };
      return [JSON.stringify({ ...row, ...said })];
    });
    if (rows.length > 0) await deps.clickhouse.insert('tag_pending', Buffer.from(rows.join('\n')));
  });
}
