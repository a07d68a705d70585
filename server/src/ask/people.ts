import { compileMembers, explicitSql, type SafeStatement } from '#compile';
import { contextAt } from '#evaluate';
import { type Caller, recordAudit } from '#govern';
import { Fault, invalid } from '#kernel';
import { createSegment, freezeProfiles } from '#segment';
import { createTag, deleteTag } from '#tag';
import type { AskDeps } from './deps.ts';
import { engineSettings } from './limits.ts';
import { roleLimits } from './role-limits.ts';
import { prepare, type Prepared, readAsked } from './prepare.ts';
import type { StoredRun } from './run.store.ts';

const mostPeople = 2_000_000;

interface Named {
  readonly key: string;
  readonly name?: string;
}

function refuseOthers(run: StoredRun): void {
  if (run.columns?.some(({ name }) => name === 'profile_id') !== true)
    throw new Fault('DQ_NO_PEOPLE', 422, 'the answer has no column profile_id, so nobody knows who is meant: select it');
  if (!run.isWhole)
    throw new Fault('DQ_PERSONAL_IN_SQL', 422, 'the statement holds personal values, which are not kept: run it again with pseudonyms or parameters');
}

/** A fixed list (固定名单) of everybody whom a run's statement gives now, with the run's values: those of its rows that were not shown too. */
export async function listOf(deps: AskDeps, caller: Caller, run: StoredRun, { key, name = key }: Named): Promise<number> {
  refuseOthers(run);
  const ids = await peopleOf(deps, caller, await prepare(deps, caller, run.sql, run.parameters));
  await freezeProfiles(deps, caller.workspace, { key, name, description: '' }, ids);
  await recordAudit(deps.pg, caller, { action: 'sql.list', object: `list:${key}`, details: { hash: run.hash, people: ids.length } });
  return ids.length;
}

async function peopleOf(deps: AskDeps, caller: Caller, { compiled }: Prepared): Promise<readonly number[]> {
  const { workspace } = caller;
  const { seconds } = await roleLimits(deps, caller);
  const living = compileMembers({ kind: 'all', of: [] }, await contextAt(deps, workspace));
  // Their parameters are named alike, so the two are asked one after the other.
  const asked = await deps.clickhouse.query<{ id: string }>(
    `SELECT DISTINCT toUInt64(assumeNotNull(profile_id)) AS id FROM (${compiled.sql}) WHERE isNotNull(profile_id) LIMIT ${mostPeople + 1}`,
    compiled.params,
    { lane: 'batch', settings: engineSettings(seconds, mostPeople + 1) },
  );
  if (asked.length > mostPeople) throw new Fault('DQ_SQL_TOO_LARGE', 422, `a list made of an answer has at most ${mostPeople} people`);
  const own = await deps.clickhouse.query<{ profile_id: number }>(living.sql, living.params, { lane: 'batch' });
  const known = new Set(own.map(({ profile_id }) => profile_id));
  return asked.map(({ id }) => Number(id)).filter((id) => known.has(id));
}

/** A segment that is computed anew every day (每天重新计算): a boolean SQL tag holds the statement, the segment's rule is that tag. */
export async function segmentOf(
  deps: AskDeps,
  caller: Caller,
  run: StoredRun,
  { key, name = key }: Named,
): Promise<{ readonly segment: string; readonly tag: string }> {
  refuseOthers(run);
  const { statement } = await readAsked(deps, caller, run.sql);
  refuseParameters(statement);
  const tag = `${key}_sql`;
  const sql = `SELECT DISTINCT profile_id, 1 AS value FROM (\n${explicitSql(run.sql, statement).replace(/[;\s]+$/, '')}\n)`;
  await createTag(deps, caller.workspace, { key: tag, name, category: 'SQL', definition: { sql }, type: 'boolean', refresh: 'daily' });
  try {
    await createSegment(deps, caller.workspace, { key, name, description: '', rule: { tag, op: 'eq', value: true }, refresh: 'live' });
  } catch (error) {
    await deleteTag(deps, caller.workspace, tag, () => undefined);
    throw error;
  }
  await recordAudit(deps.pg, caller, { action: 'sql.segment', object: `segment:${key}`, details: { hash: run.hash, tag } });
  return { segment: key, tag };
}

function refuseParameters({ parameters }: SafeStatement): void {
  const errors = parameters.map(({ name }) => ({
    path: '/sql',
    code: 'DQ_NOT_ALLOWED',
    message: `write a value in place of {{${name}}}: a segment has nobody to ask for it`,
  }));
  if (errors.length > 0) throw invalid('a statement with values to fill in cannot be computed every day', errors);
}
