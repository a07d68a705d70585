import { expect, it } from 'vitest';
import type { OrderRow } from '#profile';
import { findSameOrders } from './find.ts';

const minute = 60_000;
const row = (source: string, orderId: string, at: number, over: Partial<OrderRow> = {}): OrderRow => ({
  profile: 1,
  source,
  messageId: `${source}-${orderId}-${at}`,
  orderId,
  revenue: 99,
  at: at * minute,
  ...over,
});
const trust: Readonly<Record<string, number>> = { web: 50, pos: 80 };
const options = { windowMs: 10 * minute, trustOf: (source: string) => trust[source] ?? 0 };

it('one order id from two sources is one order, and the source that is trusted more is believed', () => {
  const [found] = findSameOrders({ byId: [row('web', 'A', 0), row('pos', 'A', 5)], byPerson: [] }, options);
  expect(found?.why).toBe('order_id');
  expect(found?.rows.map(({ source, survives }) => [source, survives])).toEqual([
    ['web', false],
    ['pos', true],
  ]);
});

it('of equal trust the first is believed', () => {
  const [found] = findSameOrders({ byId: [row('web', 'A', 3), row('web', 'A', 1)], byPerson: [] }, options);
  expect(found?.rows.find(({ survives }) => survives)?.at).toBe(minute);
});

it('a customer’s equal amounts are one order only close in time and from different sources', () => {
  const close = [row('web', 'A', 0), row('pos', 'B', 9)];
  const far = [row('web', 'C', 100), row('pos', 'D', 111)];
  const twice = [row('web', 'E', 200), row('web', 'F', 201)];
  const found = findSameOrders({ byId: [], byPerson: [...close, ...far, ...twice] }, options);
  expect(found.map(({ rows }) => rows.map(({ orderId }) => orderId))).toEqual([['A', 'B']]);
});

it('what is found by its id is not found again by its customer', () => {
  expect(findSameOrders({ byId: [], byPerson: [row('web', 'A', 0), row('pos', 'A', 1)] }, options)).toEqual([]);
});
