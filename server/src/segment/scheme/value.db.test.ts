import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({ 1: { city: 'Shanghai' }, 2: { city: 'Shanghai' }, 3: { city: 'Shanghai' }, 4: { city: 'Beijing' } });
  await world.addEvents([
    { profile: 1, at: '2024-05-01T08:00:00Z', properties: { revenue: 300 } },
    { profile: 1, at: '2026-05-01T08:00:00Z', properties: { revenue: 100 } },
    { profile: 1, at: '2026-05-20T08:00:00Z', event: 'Order Refunded', properties: { revenue: 50 } },
    { profile: 2, at: '2024-05-02T08:00:00Z', properties: { total: 200 } },
    { profile: 2, at: '2026-05-21T08:00:00Z', event: 'Order Refunded', properties: { revenue: -40 } },
    { profile: 3, at: '2026-05-22T08:00:00Z', event: 'Order Refunded', properties: { revenue: 30 } },
    { profile: 4, at: '2025-05-31T08:00:00Z', properties: { revenue: 7 } },
    { profile: 4, at: '2025-06-02T08:00:00Z', properties: { revenue: 5 } },
  ]);
});
afterAll(() => world.close());

it('tells the last twelve months from all time: by when the order was, and when the refund was', async () => {
  const rules = [{ part: 'shanghai', rule: { trait: 'city', op: 'eq', value: 'Shanghai' } }];
  expect((await world.call('POST', '/schemes', { key: 'cities', definition: { rules } })).status).toBe(201);
  await world.settle();
  expect((await world.call('GET', '/schemes/cities/value')).body.items).toEqual([
    { key: 'shanghai', size: 3, buyers: 2, orders: 3, netSales: 510, netSales12: 10, orders12: 1 },
    { key: '', size: 1, buyers: 1, orders: 2, netSales: 12, netSales12: 5, orders12: 1 },
  ]);
});
