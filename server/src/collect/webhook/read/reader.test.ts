import type { WebhookMapping } from '@danqing/contracts';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { NOW } from '../testing.ts';
import { compileHook } from './reader.ts';
import { pathsOf, proposeMapping } from './recognise.ts';

const column = (path: string) => ({ column: path });
const read = (mappings: readonly WebhookMapping[], body: JsonObject, topic = '') => {
  const compiled = compileHook(mappings, 'Asia/Shanghai');
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  return compiled.reader.read({ type: 'hook', topic, delivery: 'd1', body }, NOW);
};
const form = { when: [{ event: 'Form Submitted' }], identifiers: { phone: column('phone') } };

describe('a mapping of bodies', () => {
  it('without a time is dated by when the body came, without an id it is the delivery', () => {
    expect(read([{ topic: '*', mapping: { ...form, properties: { source: column('from') } } }], { phone: '1', from: 'x' })).toMatchObject({
      raw: { event: 'Form Submitted', timestamp: new Date(NOW).toISOString(), messageId: 'Form Submitted@d1', properties: { source: 'x' } },
    });
  });

  it('sums over the elements of a list, and counts what stands beside it once', () => {
    const mapping = {
      ...form,
      properties: { revenue: { sum: { multiply: ['lines[].n', 'lines[].price'] } }, shipping: { sum: 'shipping' } },
      products: { sku: 'lines[].sku' },
    };
    const body = {
      phone: '1',
      shipping: 10,
      lines: [
        { sku: 'a', n: 2, price: 3 },
        { sku: 'b', n: 1, price: '4' },
      ],
    };
    expect(read([{ topic: '*', mapping }], body)).toMatchObject({ raw: { properties: { revenue: 10, shipping: 10, products: [{ sku: 'a' }, { sku: 'b' }] } } });
    expect(read([{ topic: '*', mapping }], { phone: '1', lines: [] })).not.toHaveProperty('raw.properties.products');
  });

  it('is the first whose topic fits; the topic is a column too', () => {
    const named = (event: string) => ({ ...form, when: [{ if: { column: '$topic', op: 'ne', value: 'a/test' }, event }, { skip: 'a test' }] });
    const mappings = [
      { topic: 'a/b', mapping: named('B') },
      { topic: 'a/*', mapping: named('A') },
    ];
    expect(read(mappings, { phone: '1' }, 'a/b')).toMatchObject({ raw: { event: 'B' } });
    expect(read(mappings, { phone: '1' }, 'a/c')).toMatchObject({ raw: { event: 'A' } });
    expect(read(mappings, { phone: '1' }, 'a/test')).toEqual({ kind: 'left_out', detail: 'a test' });
    expect(read(mappings, { phone: '1' }, 'z')).toMatchObject({ kind: 'unmapped' });
  });

  it('says why a body makes nothing', () => {
    expect(read([], { phone: '1' })).toEqual({ kind: 'unmapped', detail: 'this source has no mapping yet' });
    expect(read([{ topic: '*', mapping: form }], {})).toEqual({ kind: 'unmapped', detail: 'no identifier' });
    expect(read([{ topic: '*', mapping: { ...form, timestamp: column('at') } }], { phone: '1', at: 'soon' })).toEqual({
      kind: 'unmapped',
      detail: 'the timestamp cannot be read',
    });
  });

  it('that cannot hold for a body is refused with the place of the fault', () => {
    const faultOf = (mapping: unknown) => {
      const compiled = compileHook([{ topic: '*', mapping }], 'UTC');
      return compiled.ok ? undefined : compiled.errors[0]?.path;
    };
    expect(faultOf({ when: [{ event: 'X' }] })).toBe('/mappings/0/mapping/identifiers');
    expect(faultOf({ ...form, group: 'a' })).toBe('/mappings/0/mapping/group');
    expect(faultOf({ ...form, when: [{ if: { column: 'a', op: 'withinLast', value: { n: 1, unit: 'day' } }, event: 'X' }] })).toBe(
      '/mappings/0/mapping/when/0/if',
    );
    expect(faultOf({ ...form, properties: { a: column('x[].y[].z') } })).toBe('/mappings/0/mapping');
  });
});

describe('bodies of which nothing is known', () => {
  const bodies: readonly JsonObject[] = Array.from({ length: 5 }, (_, index) => ({
    order: { order_id: `A${1000 + index}`, created_at: `2026-11-2${index} 10:00:00`, total: `${100 + index}.50` },
    buyer: { mobile: `1380013800${index}`, name: '小明' },
    items: [
      { sku: 'S1', quantity: 1, price: '50.00' },
      { sku: 'S2', quantity: 2, price: '25.25' },
    ],
  }));

  it('show their paths with an example', () => {
    expect(pathsOf(bodies)).toContainEqual({ path: 'buyer.mobile', example: '13800138000' });
    expect(pathsOf(bodies)).toContainEqual({ path: 'items[].sku', example: 'S1' });
  });

  it('are recognised as a file would be, and the mapping that is proposed reads them', async () => {
    const mapping = await proposeMapping(bodies);
    const made = read([{ topic: '*', mapping }], bodies[0] ?? {});
    expect(made).toMatchObject({
      kind: 'message',
      raw: {
        event: 'Order Completed',
        identifiers: { phone: '13800138000' },
        properties: {
          order_id: 'A1000',
          products: [
            { sku: 'S1', quantity: 1 },
            { sku: 'S2', quantity: 2 },
          ],
        },
      },
    });
  });
});
