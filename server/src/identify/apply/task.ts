import type { Words } from '@danqing/contracts';
import { counted, figure, type Task, type TaskParticipant } from '#govern';
import type { PostgresSession } from '#platform';
import type { ApplyCounts } from './apply.store.ts';

interface Row {
  readonly id: number;
  readonly workspace: number;
  readonly version: number;
  readonly isDryRun: boolean;
  readonly author: string;
  readonly state: 'waiting' | 'running' | 'done' | 'superseded' | 'failed';
  readonly counts: ApplyCounts;
  readonly upTo: number;
  readonly newest: number;
  readonly error: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

// Profiles are worked off in the order of their ids: how far it is, of the newest id, is how much is done.
const columns = `a.id, a.workspace, a.version, a.is_dry_run AS "isDryRun", a.author, a.state, a.counts, a.after AS "upTo", a.error, a.asked_at AS "askedAt",
  a.started_at AS "startedAt", a.finished_at AS "finishedAt",
  CASE WHEN a.finished_at IS NULL THEN (SELECT coalesce(max(p.id), 0) FROM identify.profile p WHERE p.workspace = a.workspace) ELSE a.after END AS newest`;
const page = `
  SELECT ${columns} FROM identify.apply a
  WHERE a.workspace = $1 AND ($2 = 'all' OR (a.state IN ('waiting', 'running')) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR a.asked_at < $3)
  ORDER BY a.id DESC LIMIT $4`;
const one = `SELECT ${columns} FROM identify.apply a WHERE a.workspace = $1 AND a.id = $2`;
const ended = `SELECT ${columns} FROM identify.apply a WHERE a.finished_at >= $1 ORDER BY a.finished_at LIMIT $2`;

const states = { waiting: 'waiting', running: 'running', done: 'done', superseded: 'stopped', failed: 'failed' } as const;

function resultOf({ state, counts, isDryRun }: Row): Words | null {
  if (state === 'superseded') return { zh: '已有更新的配置，本次提前结束', en: 'a newer configuration took its place before it was through' };
  if (state !== 'done') return null;
  const { examined, joined, undone, attached } = counts;
  return {
    zh: `检查 ${figure(examined)} 位客户，${isDryRun ? '将会' : ''}合并 ${figure(joined)} 次，撤销合并 ${figure(undone)} 次，找回 ${figure(attached)} 个标识`,
    en: `${counted(examined, 'profile')} examined, ${counted(joined, 'merge')} ${isDryRun ? 'would be made' : 'made'}, ${figure(undone)} undone, ${counted(attached, 'identifier')} attached`,
  };
}

const taskOf = (row: Row): Task => ({
  kind: 'identity_apply',
  id: String(row.id),
  workspace: row.workspace,
  title: row.isDryRun
    ? { zh: `试算标识规则（第 ${row.version} 版）`, en: `Trial of identifier rules, version ${row.version}` }
    : { zh: `应用标识规则到历史数据（第 ${row.version} 版）`, en: `Identifier rules applied to the past, version ${row.version}` },
  state: states[row.state],
  progress: {
    done: row.counts.examined,
    total: row.upTo > 0 && row.newest > 0 ? Math.round((row.counts.examined * row.newest) / row.upTo) : null,
    unit: 'profiles',
  },
  by: row.author,
  askedAt: row.askedAt,
  startedAt: row.startedAt,
  endedAt: row.finishedAt,
  result: resultOf(row),
  problem: row.state === 'failed' ? { code: 'DQ_APPLY_FAILED', zh: `失败：${row.error ?? ''}`, en: row.error ?? 'it did not end' } : null,
  stopKeeps: null,
});

/** Configurations that are applied to the past, as the task centre shows them. */
export const applyTasks = ({ pg }: { readonly pg: PostgresSession }): TaskParticipant => ({
  kind: 'identity_apply',
  list: async ({ workspace, which, before, limit }) => (await pg.query<Row>(page, [workspace, which, before ?? null, limit])).map(taskOf),
  find: async (workspace, id) => (/^\d{1,15}$/.test(id) ? (await pg.query<Row>(one, [workspace, id])).map(taskOf)[0] : undefined),
  endedSince: async (since, limit) => (await pg.query<Row>(ended, [since, limit])).map(taskOf),
});
