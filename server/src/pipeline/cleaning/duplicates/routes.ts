import { DuplicateOrders, DuplicateOrdersQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type { SourceDirectory } from '#govern';
import type { Clock } from '#kernel';
import { type ClickHouse, typed } from '#platform';
import { readRepeatedOrders } from '#profile';
import { findSameOrders } from './find.ts';

export interface DuplicateRoutesDeps {
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly sources: SourceDirectory;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const shown = 200;
const most = 2000;

/** Orders that several messages tell of. */
export function registerDuplicateRoutes(app: FastifyInstance, { clickhouse, clock, sources }: DuplicateRoutesDeps): void {
  const routes = typed(app);
  const schema = {
    summary:
      'Orders that came more than once: by order id, or by customer, amount and time across sources; the message of the most trusted source is marked as the one that counts. Nothing is removed',
    querystring: DuplicateOrdersQuery,
    response: { 200: DuplicateOrders },
  };
  routes.get('/api/v1/cleaning/duplicate-orders', { schema, config: { capability: 'data.read' } }, async ({ caller, query }) => {
    const { days = 90, minutes = 10 } = query;
    const rows = await readRepeatedOrders(clickhouse, caller.workspace, clock.now() - days * dayMs, most);
    const found = findSameOrders(rows, { windowMs: minutes * minuteMs, trustOf: (source) => sources.byName(caller.workspace, source)?.trust ?? 0 });
    const extra = found.flatMap((one) => one.rows.filter(({ survives }) => !survives));
    return {
      items: found.slice(0, shown).map(({ why, rows: told }) => {
        const [first] = told;
        return {
          why,
          orderId: why === 'order_id' ? (first?.orderId ?? '') : '',
          profile: first?.profile ?? 0,
          revenue: told.find(({ survives }) => survives)?.revenue ?? null,
          rows: told.map(({ source, trust, messageId, orderId, at, survives }) => ({
            source,
            trust,
            messageId,
            orderId,
            at: new Date(at).toISOString(),
            survives,
          })),
        };
      }),
      groups: found.length,
      extraRows: extra.length,
      extraRevenue: extra.reduce((sum, { revenue }) => sum + (revenue ?? 0), 0),
      hasMore: found.length > shown,
    };
  });
}
