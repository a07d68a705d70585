import type { Clock } from '#kernel';
import type { PostgresSession } from '#platform';
import { stopDemo } from '../demo/demo.store.ts';
import type { Task, TaskParticipant } from './participant.ts';
import { figure } from './words.ts';

interface DemoRow {
  readonly workspace: number;
  readonly customers: number;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: number;
  readonly error: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const demoColumns = `workspace, customers, state, progress, error, asked_at AS "askedAt", started_at AS "startedAt", finished_at AS "finishedAt"`;
const demoPage = `
  SELECT ${demoColumns} FROM govern.demo
  WHERE workspace = $1 AND ($2 = 'all' OR (state IN ('queued', 'running')) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR asked_at < $3) LIMIT $4`;
const demosEnded = `SELECT ${demoColumns} FROM govern.demo WHERE finished_at >= $1 ORDER BY finished_at LIMIT $2`;
const demoStates = { queued: 'waiting', running: 'running', done: 'done', failed: 'failed', cancelled: 'stopped' } as const;

const demoTask = ({ workspace, customers, state, progress, error, askedAt, startedAt, finishedAt }: DemoRow): Task => ({
  kind: 'demo_fill',
  id: String(workspace),
  workspace,
  title: { zh: `生成演示数据（${figure(customers)} 位客户）`, en: `Demo data of ${figure(customers)} customers` },
  state: demoStates[state],
  progress: { done: Math.round(customers * progress), total: customers, unit: 'profiles' },
  by: null,
  askedAt,
  startedAt,
  endedAt: finishedAt,
  result: state === 'done' ? { zh: '演示数据已就绪', en: 'the demo data are ready' } : null,
  problem: state === 'failed' ? { code: 'DQ_DEMO_FAILED', zh: `失败：${error ?? ''}`, en: error ?? 'it did not end' } : null,
  stopKeeps:
    state === 'queued' || state === 'running'
      ? { zh: '已经生成的演示数据会保留，随时可以删除演示', en: 'What was made by then stays; the demo can be removed at any time' }
      : null,
});

/** The filling of a demo workspace, within that workspace. */
export const demoTasks = ({ pg, clock }: { readonly pg: PostgresSession; readonly clock: Clock }): TaskParticipant => ({
  kind: 'demo_fill',
  list: async ({ workspace, which, before, limit }) => (await pg.query<DemoRow>(demoPage, [workspace, which, before ?? null, limit])).map(demoTask),
  find: async (workspace, id) => (id === String(workspace) ? (await pg.query<DemoRow>(demoPage, [workspace, 'all', null, 1])).map(demoTask)[0] : undefined),
  endedSince: async (since, limit) => (await pg.query<DemoRow>(demosEnded, [since, limit])).map(demoTask),
  stop: (workspace, id) => (id === String(workspace) ? stopDemo(pg, workspace, new Date(clock.now())) : Promise.resolve(false)),
});

interface RemovalRow {
  readonly workspace: number;
  readonly seenFrom: number;
  readonly name: string;
  readonly askedBy: string;
  readonly done: number;
  readonly error: string | null;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
}

// Seen from where it was asked for: the workspace itself is out of everybody's sight.
const removalsFrom = `
  SELECT r.workspace, a.workspace AS "seenFrom", r.name, r.asked_by AS "askedBy", cardinality(r.done) AS done, r.error, r.asked_at AS "askedAt", r.finished_at AS "finishedAt"
  FROM govern.removal r JOIN govern.task_asker a ON a.kind = 'workspace_removal' AND a.task_id = r.workspace::text`;
const removalPage = `
  ${removalsFrom} WHERE a.workspace = $1 AND ($2 = 'all' OR (r.finished_at IS NULL) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR r.asked_at < $3) ORDER BY r.asked_at DESC LIMIT $4`;
const removalOne = `${removalsFrom} WHERE a.workspace = $1 AND r.workspace = $2`;
const removalsEnded = `${removalsFrom} WHERE r.finished_at >= $1 ORDER BY r.finished_at LIMIT $2`;

const removalTask = ({ workspace, seenFrom, name, askedBy, done, error, askedAt, finishedAt }: RemovalRow): Task => ({
  kind: 'workspace_removal',
  id: String(workspace),
  workspace: seenFrom,
  title: { zh: `删除工作空间“${name}”`, en: `Removal of the workspace “${name}”` },
  state: finishedAt === null ? 'running' : 'done',
  progress: { done, total: finishedAt === null ? null : done, unit: 'steps' },
  by: askedBy,
  askedAt,
  startedAt: askedAt,
  endedAt: finishedAt,
  result: finishedAt === null ? null : { zh: '其中的数据已全部删除', en: 'everything in it is gone' },
  problem:
    finishedAt === null && error !== null ? { code: 'DQ_REMOVAL_RETRIES', zh: `遇到问题，正在重试：${error}`, en: `trying again after: ${error}` } : null,
  stopKeeps: null,
  runsOn: {
    zh: '删除工作空间不能中途停止：数据正在清除，剩下的部分也无法使用。',
    en: 'A removal cannot be stopped: data are going already, and what half of them would leave is of no use.',
  },
});

/** Workspaces on their way out. */
export const removalTasks = ({ pg }: { readonly pg: PostgresSession }): TaskParticipant => ({
  kind: 'workspace_removal',
  list: async ({ workspace, which, before, limit }) => (await pg.query<RemovalRow>(removalPage, [workspace, which, before ?? null, limit])).map(removalTask),
  find: async (workspace, id) => (/^\d{1,9}$/.test(id) ? (await pg.query<RemovalRow>(removalOne, [workspace, id])).map(removalTask)[0] : undefined),
  endedSince: async (since, limit) => (await pg.query<RemovalRow>(removalsEnded, [since, limit])).map(removalTask),
});
