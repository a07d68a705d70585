import type { RuleJson } from '@danqing/contracts';
import type { Logger } from 'pino';
import { compileMembers, parseRule } from '#compile';
import { contextAt, readVocabulary } from '#evaluate';
import { type Loop, startLoop } from '#govern';
import { readAliases } from '#identify';
import { Fault } from '#kernel';
import { addSelected, countSelected, removeSelected } from '../members.store.ts';
import { existingList, type ListDeps, noteChanged } from '../save.ts';
import { beginBulk, endBulk, nextBulk, type StoredBulk } from './bulk.store.ts';

export interface BulkWorkerDeps extends ListDeps {
  readonly logger: Logger;
}

const mostAttempts = 3;
const mostAliases = 1_000_000;

/** Puts everybody whom a rule finds on lists, or takes them off, one piece of work after the other. */
export const startListChanges = (deps: BulkWorkerDeps): Loop => startLoop('list changes', { logger: deps.logger, step: () => workOnListChanges(deps) });

/** Does one; false when there is none. One that a worker died over is done again: who is there already is not added twice. */
export async function workOnListChanges(deps: ListDeps): Promise<boolean> {
  const { pg, clock } = deps;
  const job = await nextBulk(pg);
  if (job === undefined) return false;
  if (!(await beginBulk(pg, job.id, new Date(clock.now())))) return true;
  const at = (): Date => new Date(clock.now());
  if (job.attempts >= mostAttempts) {
    await endBulk(pg, job.id, { state: 'failed', changed: null, error: 'it was tried three times, and the server stopped each time' }, at());
    return true;
  }
  try {
    await endBulk(pg, job.id, { state: 'done', changed: await changeList(deps, job), error: null }, at());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await endBulk(pg, job.id, { state: 'failed', changed: null, error: error.message }, at());
  }
  return true;
}

/** How many were put on the list, or taken off: of those whom the rule finds, the ones who are not on it yet, or the ones who are. */
async function changeList(deps: ListDeps, { workspace, list: key, change, rule: json }: StoredBulk): Promise<number> {
  const { pg, clickhouse, clock } = deps;
  const list = await existingList(deps, workspace, key);
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const isOnIt: RuleJson = { list: key };
  const parsed = parseRule({ all: [json, change === 'add' ? { not: isOnIt } : isOnIt] }, vocabulary);
  if (!parsed.ok) throw new Fault('DQ_INVALID', 422, `the rule can no longer be read: ${parsed.errors[0]?.message ?? ''}`);
  const members = compileMembers(parsed.rule, await contextAt(deps, workspace, undefined, vocabulary));
  const count = await countSelected(clickhouse, members);
  if (count === 0) return 0;
  if (change === 'add') await addSelected(clickhouse, workspace, list.id, members, clock.now());
  else
    await removeSelected(
      clickhouse,
      workspace,
      list.id,
      members,
      (await readAliases(pg, Number.MAX_SAFE_INTEGER, mostAliases)).filter((alias) => alias.workspace === workspace),
    );
  await noteChanged(deps, list, count);
  return count;
}
