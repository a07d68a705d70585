import { eventReason, type HomeBlock, type HomeItem, type HomeListKey } from '@danqing/contracts';
import { figure, type Task } from '#govern';
import { readSourceTotals } from '#pipeline';
import { readAlerts } from '../alert/alert.store.ts';
import { nameOfTask } from '../tasks/page.ts';
import type { HomeAsk, HomeDeps } from './deps.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const shown = 6;
const silentAfterMs = 6 * hourMs;
const importsBackMs = 7 * dayMs;

export const listOf = (key: HomeListKey, items: readonly HomeItem[], nowMs: number, link: string | null): HomeBlock => ({
  kind: 'list',
  key,
  items: items.slice(0, shown),
  asOf: new Date(nowMs).toISOString(),
  link,
});

const levels: Readonly<Record<Task['state'], HomeItem['level']>> = { waiting: 'info', running: 'info', done: 'good', failed: 'error', stopped: 'warning' };
const stateWords = {
  waiting: { zh: '排队中', en: 'waiting' },
  running: { zh: '进行中', en: 'running' },
  done: { zh: '已完成', en: 'done' },
  failed: { zh: '失败', en: 'failed' },
  stopped: { zh: '已停止', en: 'stopped' },
} as const;

const itemOf = (task: Task): HomeItem => ({
  title: task.title,
  detail: task.problem ?? task.result ?? stateWords[task.state],
  level: levels[task.state],
  at: (task.endedAt ?? task.startedAt ?? task.askedAt).toISOString(),
  link: `tasks?task=${encodeURIComponent(nameOfTask(task))}`,
});

export async function firingAlerts({ pg }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const alerts = await readAlerts(pg, workspace, 'firing', undefined, Number.MAX_SAFE_INTEGER, shown);
  const items = alerts.map(({ ruleName, says, severity, firedAt, since }): HomeItem => {
    const level = severity === 'critical' ? 'error' : severity === 'warning' ? 'warning' : 'info';
    return { title: { zh: ruleName, en: ruleName }, detail: says, level, at: (firedAt ?? since).toISOString(), link: 'settings/alerts?tab=history' };
  });
  return listOf('alerts', items, nowMs, 'settings/alerts?tab=history');
}

export async function failedImports({ participants }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const imports = (await participants.find(({ kind }) => kind === 'import')?.list({ workspace, which: 'ended', before: undefined, limit: 50 })) ?? [];
  const failed = imports.filter(({ state, askedAt }) => state === 'failed' && askedAt.getTime() > nowMs - importsBackMs);
  return listOf('failed_imports', failed.map(itemOf), nowMs, 'tasks?kind=import&state=failed');
}

export async function parkedSources({ pg, sources }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const totals = (await readSourceTotals(pg)).filter((one) => one.workspace === workspace && one.parked > 0).toSorted((a, b) => b.parked - a.parked);
  const items = totals.map(({ sourceId, parked, reasons }): HomeItem => {
    const name = sources.byId(sourceId)?.name ?? String(sourceId);
    const [worst] = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
    const [reason, events] = worst ?? ['', 0];
    return {
      title: { zh: `${name}：${figure(parked)} 条待处理`, en: `${name}: ${figure(parked)} parked` },
      detail: { zh: `主要原因：${eventReason(reason, 'zh')}，${figure(events)} 条`, en: `Mostly: ${eventReason(reason, 'en')}, ${figure(events)}` },
      level: 'warning',
      at: null,
      link: `data/quarantine?source=${encodeURIComponent(name)}`,
    };
  });
  return listOf('parked_sources', items, nowMs, 'data/quarantine');
}

export async function silentSources({ pg, sources }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const items = (await readSourceTotals(pg)).flatMap(({ sourceId, workspace: of, lastAt }): readonly HomeItem[] => {
    const source = sources.byId(sourceId);
    if (of !== workspace || source?.kind !== 'stream' || lastAt === null || nowMs - lastAt.getTime() < silentAfterMs) return [];
    const hours = Math.floor((nowMs - lastAt.getTime()) / hourMs);
    const long = hours >= 48 ? { zh: `${Math.floor(hours / 24)} 天`, en: `${Math.floor(hours / 24)} days` } : { zh: `${hours} 小时`, en: `${hours} hours` };
    return [
      {
        title: { zh: source.name, en: source.name },
        detail: { zh: `${long.zh}没有数据`, en: `nothing for ${long.en}` },
        level: 'warning',
        at: lastAt.toISOString(),
        link: 'data/sources',
      },
    ];
  });
  return listOf('silent_sources', items, nowMs, 'data/sources');
}

export async function tasksToday({ participants }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const found = await Promise.all(participants.map((participant) => participant.list({ workspace, which: 'all', before: undefined, limit: shown })));
  const recent = found
    .flat()
    .filter(({ askedAt, endedAt }) => endedAt === null || askedAt.getTime() > nowMs - dayMs)
    .toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime());
  return listOf('tasks_today', recent.map(itemOf), nowMs, 'tasks');
}

export async function openErasures({ participants }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const erasures = (await participants.find(({ kind }) => kind === 'erasure')?.list({ workspace, which: 'all', before: undefined, limit: shown })) ?? [];
  return listOf('erasures', erasures.map(itemOf), nowMs, 'tasks?kind=erasure');
}
