import type { ProfileRank } from '@danqing/contracts';
import type { Clock } from '#kernel';
import type { ClickHouse } from '#platform';
import { saleEvents, saleValue } from '../read/sale.sql.ts';

/** How the net sales of all who bought are spread, as of a moment (ms). */
interface Spread {
  readonly at: number;
  readonly buyers: number;
  /** The 99 values that part buyers into hundredths, ascending. */
  readonly cuts: readonly number[];
}

const levels = Array.from({ length: 99 }, (_, index) => ((index + 1) / 100).toFixed(2)).join(', ');
const ownProfile = 'profile_id';
const survivor = "dictGetOrDefault('profile_alias_map', 'root_id', profile_id, profile_id)";

const spreadOf = (profile: string): string => `
  SELECT count() AS buyers, quantilesExact(${levels})(net) AS cuts FROM (
    SELECT ${profile} AS buyer, countIf(event IN {orders:Array(String)}) AS bought,
      sum(if(event IN {orders:Array(String)}, 1, -1) * if(event IN {orders:Array(String)}, worth, abs(worth))) AS net
    FROM (SELECT profile_id, event, ifNull(${saleValue}, 0) AS worth FROM event WHERE workspace = {workspace:UInt32} AND event IN {events:Array(String)})
    GROUP BY buyer HAVING bought > 0)`;

/** Everybody's sales change little within this time, and reading them costs about as much as a preview. */
const maxAgeMs = 600_000;

export interface RankDeps {
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  /** Merges wait for their squash. */
  readonly hasAliases: () => Promise<boolean>;
}

async function readSpread({ clickhouse, hasAliases }: RankDeps, workspace: number, at: number): Promise<Spread> {
  const orders = saleEvents('orders');
  const params = { workspace, orders, events: [...orders, ...saleEvents('refunds')] };
  const [row] = await clickhouse.query<Omit<Spread, 'at'>>(spreadOf((await hasAliases()) ? survivor : ownProfile), params, { lane: 'interactive' });
  return { at, buyers: row?.buyers ?? 0, cuts: row?.cuts ?? [] };
}

/** Where net sales stand among all who bought; their spread is at most ten minutes old, and read once however many ask. */
export function openRank(deps: RankDeps): (workspace: number, netSales: number, orders: number) => Promise<ProfileRank> {
  const known = new Map<number, { readonly readAt: number; readonly spread: Promise<Spread> }>();
  const spreadIn = (workspace: number): Promise<Spread> => {
    const now = deps.clock.now();
    const found = known.get(workspace);
    if (found !== undefined && now - found.readAt < maxAgeMs) return found.spread;
    const spread = readSpread(deps, workspace, now);
    known.set(workspace, { readAt: now, spread });
    spread.catch(() => known.delete(workspace));
    return spread;
  };
  return async (workspace, netSales, orders) => {
    const { at, buyers, cuts } = await spreadIn(workspace);
    const percentile = orders === 0 || buyers === 0 ? null : cuts.filter((cut) => cut < netSales).length;
    return { netSales, buyers, percentile, at: new Date(at).toISOString() };
  };
}
