import { describe, expect, it } from 'vitest';
import { compareEvents } from './event-diff.ts';

const order = (id: string, properties: object) => ({ messageId: id, event: 'Order Completed', properties });

describe('what two mappings make of the same rows', () => {
  it('is laid side by side by id, place by place', () => {
    expect(compareEvents([order('a', { revenue: 1, shop: 'x' }), order('b', {})], [order('b', {}), order('a', { revenue: '1', city: '上海' })])).toEqual([
      {
        before: 'Order Completed',
        after: 'Order Completed',
        changes: [
          { path: 'properties.shop', before: 'x', after: undefined },
          { path: 'properties.city', before: undefined, after: '上海' },
        ],
      },
      { before: 'Order Completed', after: 'Order Completed', changes: [] },
    ]);
  });

  it('is laid side by side in order where the ids are others, and what only one makes is said', () => {
    const compared = compareEvents([{ messageId: '1', type: 'identify', traits: { name: 'Li' } }], [order('x', {}), order('y', {})]);
    expect(compared.map(({ before, after }) => [before, after])).toEqual([
      ['identify', 'Order Completed'],
      [undefined, 'Order Completed'],
    ]);
    expect(compared[0]?.changes).toContainEqual({ path: 'traits.name', before: 'Li', after: undefined });
  });

  it('has nothing to say of when it was sent', () => {
    expect(compareEvents([{ ...order('a', {}), sentAt: '1' }], [{ ...order('a', {}), sentAt: '2' }])[0]?.changes).toEqual([]);
  });
});
