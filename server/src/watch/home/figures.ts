import type { HomeFigure, HomeFigureKey } from '@danqing/contracts';
import { readHealth } from '#evaluate';
import { countAudit } from '#govern';
import { readPipelineState } from '#pipeline';
import { type Periods, readPeopleFigures, readSalesFigures } from '#profile';
import { readOpenAlerts } from '../alert/alert.store.ts';
import type { HomeAsk, HomeDeps } from './deps.ts';

const dayMs = 86_400_000;

const figure = (
  key: HomeFigureKey,
  value: number | null,
  nowMs: number,
  more: Partial<Pick<HomeFigure, 'before' | 'unit' | 'isGood' | 'link'>> = {},
): HomeFigure => ({ key, value, before: null, unit: 'count', isGood: 'neither', link: null, asOf: new Date(nowMs).toISOString(), ...more });

/** The five figures of whoever runs the business, each with the thirty days before. */
export async function businessFigures({ clickhouse }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeFigure[]> {
  const periods: Periods = { before: nowMs - 60 * dayMs, from: nowMs - 30 * dayMs, to: nowMs };
  const [people, sales] = await Promise.all([readPeopleFigures(clickhouse, workspace, periods), readSalesFigures(clickhouse, workspace, periods)]);
  const compared = { isGood: 'more', link: 'customers' } as const;
  // Of a workspace that is younger than the period before there is nothing to compare with.
  const past = (before: number): number | null => (people.customersBefore === 0 ? null : before);
  const isShop = sales.orders + sales.ordersBefore > 0 || sales.netSales !== 0;
  return [
    figure('customers', people.customers, nowMs, { ...compared, before: past(people.customersBefore) }),
    figure('active_30d', people.active, nowMs, { ...compared, before: past(people.activeBefore) }),
    figure('new_30d', people.fresh, nowMs, { ...compared, before: past(people.freshBefore) }),
    figure('orders_30d', isShop ? sales.orders : null, nowMs, { isGood: 'more', before: past(sales.ordersBefore) }),
    figure('net_sales_30d', isShop ? sales.netSales : null, nowMs, { isGood: 'more', unit: 'money', before: past(sales.netSalesBefore) }),
  ];
}

/** How the data comes in. */
export async function dataFigures({ pg, log, sources }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeFigure[]> {
  const [{ lag, parked }, open, definitions] = await Promise.all([
    readPipelineState({ pg, log, sources }, workspace),
    readOpenAlerts(pg),
    readHealth(pg, workspace),
  ]);
  const less = { isGood: 'less' } as const;
  return [
    figure('waiting_events', lag, nowMs, { ...less, link: 'data/health' }),
    figure('parked_events', parked, nowMs, { ...less, link: 'data/quarantine' }),
    figure('firing_alerts', open.filter((alert) => alert.workspace === workspace && alert.state === 'firing').length, nowMs, {
      ...less,
      link: 'settings/alerts?tab=history',
    }),
    figure('failed_definitions', definitions.filter(({ state }) => state === 'failed').length, nowMs, { ...less, link: 'segments' }),
  ];
}

/** Who looked at what, and who is to be forgotten. */
export async function privacyFigures({ pg, participants }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeFigure[]> {
  const week = new Date(nowMs - 7 * dayMs);
  const [reveals, exports, erasures] = await Promise.all([
    countAudit(pg, workspace, 'profile.reveal', week),
    countAudit(pg, workspace, 'export.make', week),
    participants.find(({ kind }) => kind === 'erasure')?.list({ workspace, which: 'open', before: undefined, limit: 1000 }),
  ]);
  return [
    figure('reveals_7d', reveals, nowMs, { link: 'settings/audit?action=profile.reveal' }),
    figure('exports_7d', exports, nowMs, { link: 'settings/audit?action=export' }),
    figure('open_erasures', erasures?.length ?? 0, nowMs, { link: 'tasks?kind=erasure' }),
  ];
}
