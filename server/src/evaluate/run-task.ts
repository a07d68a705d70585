import type { Words } from '@danqing/contracts';
import { counted, type Deed, figure, type Task, type TaskParticipant, whoDid } from '#govern';
import { causeWords, isByPeople } from './run-cause.ts';
import { type RunGroup, readEndedGroups, readLastRun, readRunGroup, readRunGroups } from './run-task.read.ts';
import { type StopDeps, stopRuns, type StopTarget } from './stop.ts';
import { readWaiting, type Waiting } from './waiting.read.ts';
import type { DefinitionLookup } from './vocabulary.ts';

export interface RunTaskDeps extends StopDeps {
  readonly lookup: Pick<DefinitionLookup, 'names'>;
}

/** Of one workspace: what a definition is called. */
type NameOf = (kind: RunGroup['kind'], key: string) => string;

const kinds = { segment: { zh: '人群', one: 'segment', many: 'segments' }, tag: { zh: '标签', one: 'tag', many: 'tags' } } as const;

function titleOf({ kind, keys, runs }: Pick<RunGroup, 'kind' | 'keys' | 'runs'>, isReconciled: boolean, nameOf: NameOf): Words {
  const verb = isReconciled ? { zh: '核对', en: 'Reconciliation' } : { zh: '计算', en: 'Computation' };
  const { zh, one, many } = kinds[kind];
  const [key = ''] = keys;
  if (runs === 1) return { zh: `${verb.zh}${zh}“${nameOf(kind, key)}”`, en: `${verb.en} of the ${one} “${nameOf(kind, key)}”` };
  return { zh: `${verb.zh} ${figure(runs)} 个${zh}`, en: `${verb.en} of ${figure(runs)} ${many}` };
}

function resultOf({ endedAt, failed, stopped, stoppedBy: by, hasResult, runs, members, changed }: RunGroup, isReconciled: boolean): Words | null {
  if (endedAt === null || failed === runs) return null;
  if (stopped > 0) {
    const kept = hasResult
      ? { zh: '，仍在使用上一次的结果', en: '; the previous result is still in use' }
      : { zh: '，还没有结果', en: '; there is no result yet' };
    return { zh: `由 ${by ?? ''} 停止${kept.zh}`, en: `stopped by ${by ?? ''}${kept.en}` };
  }
  if (isReconciled) return { zh: '核对完成', en: 'reconciled' };
  const size =
    members === null
      ? { zh: `已计算 ${figure(runs - failed)} 个`, en: `${figure(runs - failed)} computed` }
      : { zh: `${figure(members)} 位客户`, en: counted(members, 'customer') };
  return { zh: `${size.zh}，变动 ${figure(changed)} ${members === null ? '人次' : '人'}`, en: `${size.en}, ${counted(changed, 'change')}` };
}

const keeps: Words = {
  zh: '原有结果保持不变。到下次更新时间、修改定义或点“重新计算”时再算，期间变化的数据不会漏掉',
  en: 'What is there stays. It is computed again by its schedule, when it is edited, or when somebody asks; changes until then are not lost',
};
const keepsCompared: Words = { zh: '结果不受影响，明天再核对', en: 'Results are not affected; it is compared again tomorrow' };
const byHand: Words = {
  zh: '正在保存手工填写的值，不能停止：停在一半，填写的内容会丢失。',
  en: 'Values that somebody entered are being kept; stopped half way, they would be lost.',
};

const taskOf = (group: RunGroup, isReconciled: boolean, nameOf: NameOf, by: string | null): Task => {
  const { id, workspace, runs, ended, failed, startedAt, endedAt, error } = group;
  const hasFailed = failed > 0 && endedAt !== null;
  const end = hasFailed ? 'failed' : group.stopped > 0 ? 'stopped' : 'done';
  return {
    kind: isReconciled ? 'reconciliation' : 'definition_run',
    id: String(id),
    workspace,
    title: titleOf(group, isReconciled, nameOf),
    state: endedAt === null ? 'running' : end,
    progress: { done: ended, total: runs, unit: 'definitions' },
    by,
    cause: causeWords[group.cause],
    askedAt: startedAt,
    startedAt,
    endedAt,
    result: resultOf(group, isReconciled),
    problem: hasFailed
      ? { code: 'DQ_RUN_FAILED', zh: `计算失败：${error ?? ''}；仍在使用上一次的结果`, en: `${error ?? 'it did not end'}; the previous result is still in use` }
      : null,
    stopKeeps: group.canStop ? (isReconciled ? keepsCompared : keeps) : null,
    runsOn: group.isByHand ? byHand : undefined,
  };
};

/** Whose change or wish it answers: the latest entry of the audit log about the first of its definitions. */
const deedOf = ({ workspace, kind, keys: [key = ''], startedAt, cause }: RunGroup): Deed => {
  const path = `${kind}s/${key}`;
  return { workspace, objects: isByPeople(cause) ? [path, `${path}/compute`] : [], before: startedAt };
};

const deedOfWaiting = ({ workspace, kind, key, askedAt }: Waiting): Deed => ({
  workspace,
  objects: [`${kind}s/${key}`, `${kind}s/${key}/compute`],
  before: askedAt,
});

/** A definition whose run has not begun is a task by its name, `segment.gold`; so is whatever a definition does now. */
const namePattern = /^(tag|segment)\.([A-Za-z0-9_-]{1,100})$/;
function namedIn(id: string): Exclude<StopTarget, { group: number }> | undefined {
  const [, kind, key = ''] = namePattern.exec(id) ?? [];
  return kind === 'tag' || kind === 'segment' ? { kind, key } : undefined;
}
const groupIn = (id: string): number | undefined => (/^\d{1,15}$/.test(id) ? Number(id) : undefined);

const waitingTask = ({ workspace, kind, key, isFirst, askedAt }: Waiting, nameOf: NameOf, by: string | null): Task => ({
  kind: 'definition_run',
  id: `${kind}.${key}`,
  workspace,
  title: titleOf({ kind, keys: [key], runs: 1 }, false, nameOf),
  state: 'waiting',
  progress: null,
  by,
  cause: causeWords[isFirst ? 'created' : 'requested'],
  askedAt,
  startedAt: null,
  endedAt: null,
  result: null,
  problem: null,
  stopKeeps: keeps,
});

/** Runs of definitions in full, or their reconciliations, as the task centre shows them. */
export function runTasks(deps: RunTaskDeps, isReconciled: boolean): TaskParticipant {
  const { pg, lookup } = deps;
  const namesOf = async (workspace: number): Promise<NameOf> => {
    const names = await lookup.names?.(workspace);
    return (kind, key) => {
      const found = (kind === 'tag' ? names?.tags : names?.segments)?.find((one) => one.key === key);
      return found === undefined || found.name === '' ? key : found.name;
    };
  };
  const viewed = async (groups: readonly RunGroup[]): Promise<readonly Task[]> => {
    const workspaces = [...new Set(groups.map(({ workspace }) => workspace))];
    const names = new Map(await Promise.all(workspaces.map(async (workspace) => [workspace, await namesOf(workspace)] as const)));
    const actors = await whoDid(pg, groups.map(deedOf));
    return groups.map((group, place) => taskOf(group, isReconciled, names.get(group.workspace) ?? ((_kind, key) => key), actors[place] ?? null));
  };
  const waiting = async (workspace: number, before: Date | undefined, limit: number): Promise<readonly Task[]> => {
    const found = isReconciled ? [] : await readWaiting(pg, workspace, { before, limit });
    if (found.length === 0) return [];
    const actors = await whoDid(pg, found.map(deedOfWaiting));
    const nameOf = await namesOf(workspace);
    return found.map((one, place) => waitingTask(one, nameOf, actors[place] ?? null));
  };
  const findNamed = async (workspace: number, id: string): Promise<Task | undefined> => {
    const target = namedIn(id);
    if (target === undefined) return undefined;
    const [queued] = isReconciled ? [] : await readWaiting(pg, workspace, { before: undefined, limit: 1, target });
    if (queued !== undefined) return waitingTask(queued, await namesOf(workspace), (await whoDid(pg, [deedOfWaiting(queued)]))[0] ?? null);
    const last = await readLastRun(pg, workspace, isReconciled, target.kind, target.key);
    const [task] = last === undefined ? [] : await viewed([last]);
    return task === undefined ? undefined : { ...task, id };
  };
  return {
    kind: isReconciled ? 'reconciliation' : 'definition_run',
    list: async ({ workspace, which, before, limit }) => {
      const queued = which === 'ended' ? [] : await waiting(workspace, before, limit);
      const begun = await viewed(await readRunGroups(pg, workspace, isReconciled, which, before, limit));
      return [...queued, ...begun].toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime()).slice(0, limit);
    },
    find: async (workspace, id) => {
      const group = groupIn(id);
      if (group === undefined) return findNamed(workspace, id);
      const found = await readRunGroup(pg, workspace, isReconciled, group);
      return found === undefined ? undefined : (await viewed([found]))[0];
    },
    endedSince: async (since, limit) => viewed(await readEndedGroups(pg, isReconciled, since, limit)),
    stop: async (workspace, id, by) => {
      const group = groupIn(id);
      const target = group === undefined ? namedIn(id) : { group };
      return target !== undefined && stopRuns(deps, workspace, target, by);
    },
  };
}
