import type { Words } from '@danqing/contracts';
import { counted, type Deed, figure, type Task, type TaskParticipant, whoDid } from '#govern';
import type { PostgresSession } from '#platform';
import { causeWords, isByPeople } from './run-cause.ts';
import { type RunGroup, readEndedGroups, readRunGroup, readRunGroups } from './run-task.read.ts';
import type { DefinitionLookup } from './vocabulary.ts';

interface RunTaskDeps {
  readonly pg: PostgresSession;
  readonly lookup: Pick<DefinitionLookup, 'names'>;
}

/** Of one workspace: what a definition is called. */
type NameOf = (kind: RunGroup['kind'], key: string) => string;

const kinds = { segment: { zh: '人群', one: 'segment', many: 'segments' }, tag: { zh: '标签', one: 'tag', many: 'tags' } } as const;

function titleOf({ kind, keys, runs }: RunGroup, isReconciled: boolean, nameOf: NameOf): Words {
  const verb = isReconciled ? { zh: '核对', en: 'Reconciliation' } : { zh: '计算', en: 'Computation' };
  const { zh, one, many } = kinds[kind];
  const [key = ''] = keys;
  if (runs === 1) return { zh: `${verb.zh}${zh}“${nameOf(kind, key)}”`, en: `${verb.en} of the ${one} “${nameOf(kind, key)}”` };
  return { zh: `${verb.zh} ${figure(runs)} 个${zh}`, en: `${verb.en} of ${figure(runs)} ${many}` };
}

function resultOf({ endedAt, failed, runs, members, changed }: RunGroup, isReconciled: boolean): Words | null {
  if (endedAt === null || failed === runs) return null;
  if (isReconciled) return { zh: '核对完成', en: 'reconciled' };
  const size =
    members === null
      ? { zh: `算完 ${figure(runs - failed)} 个`, en: `${figure(runs - failed)} computed` }
      : { zh: `${figure(members)} 位客户`, en: counted(members, 'profile') };
  return { zh: `${size.zh}，变动 ${figure(changed)} 个`, en: `${size.en}, ${counted(changed, 'change')}` };
}

const taskOf = (group: RunGroup, isReconciled: boolean, nameOf: NameOf, by: string | null): Task => {
  const { id, workspace, runs, ended, failed, startedAt, endedAt, error } = group;
  const hasFailed = failed > 0 && endedAt !== null;
  return {
    kind: isReconciled ? 'reconciliation' : 'definition_run',
    id: String(id),
    workspace,
    title: titleOf(group, isReconciled, nameOf),
    state: endedAt === null ? 'running' : hasFailed ? 'failed' : 'done',
    progress: { done: ended, total: runs, unit: 'definitions' },
    by,
    cause: causeWords[group.cause],
    askedAt: startedAt,
    startedAt,
    endedAt,
    result: resultOf(group, isReconciled),
    problem: hasFailed
      ? { code: 'DQ_RUN_FAILED', zh: `没有算完：${error ?? ''}；原有结果仍可使用`, en: `${error ?? 'it did not end'}; what was there before still stands` }
      : null,
    stopKeeps: null,
  };
};

/** Whose change or wish it answers: the latest entry of the audit log about the first of its definitions. */
const deedOf = ({ workspace, kind, keys: [key = ''], startedAt, cause }: RunGroup): Deed => {
  const path = `${kind}s/${key}`;
  return { workspace, objects: isByPeople(cause) ? [path, `${path}/compute`] : [], before: startedAt };
};

/** Runs of definitions in full, or their reconciliations, as the task centre shows them. */
export function runTasks({ pg, lookup }: RunTaskDeps, isReconciled: boolean): TaskParticipant {
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
  return {
    kind: isReconciled ? 'reconciliation' : 'definition_run',
    list: async ({ workspace, which, before, limit }) => viewed(await readRunGroups(pg, workspace, isReconciled, which, before, limit)),
    find: async (workspace, id) => {
      const group = /^\d{1,15}$/.test(id) ? await readRunGroup(pg, workspace, isReconciled, Number(id)) : undefined;
      return group === undefined ? undefined : (await viewed([group]))[0];
    },
    endedSince: async (since, limit) => viewed(await readEndedGroups(pg, isReconciled, since, limit)),
  };
}
