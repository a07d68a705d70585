import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyondForm, casesOf, fieldsOf, idsOf, mappingIn, textOfMapping, timeOf, withCase, withField, withPart, withTime, zoneOf } from './mapping-model.ts';

const order = {
  when: [
    { if: { column: '$topic', op: 'in', value: ['a', 'b'] }, event: 'Order Refunded' },
    { if: { column: 'status', op: 'eq', value: 'PAID' }, event: 'Order Completed' },
    { skip: 'not paid' },
  ],
  timestamp: { column: 'paid_at', zone: 'Asia/Shanghai', format: 'yyyy-MM-dd' },
  messageId: ['id'],
  identifiers: { phone: { column: 'buyer.phone' } },
  properties: { revenue: { column: 'total', type: 'number' }, currency: { value: 'CNY' }, tax: { minus: ['total', 'net'] } },
  products: { sku: 'lines[].sku' },
  context: { ip: { column: 'ip' } },
};

describe('the form of a mapping', () => {
  it('shows fields as fields, and everything else as it is written', () => {
    expect(fieldsOf(order, 'properties')).toEqual([
      { name: 'revenue', path: 'total', written: '{"column":"total","type":"number"}' },
      { name: 'currency', path: undefined, written: 'CNY' },
      { name: 'tax', path: undefined, written: '{"minus":["total","net"]}' },
    ]);
    expect(fieldsOf(order, 'products')).toMatchObject([{ name: 'sku', path: 'lines[].sku' }]);
    expect(casesOf(order)).toEqual([
      { event: 'Order Refunded', skip: undefined, condition: undefined, written: '{"column":"$topic","op":"in","value":["a","b"]}' },
      { event: 'Order Completed', skip: undefined, condition: { column: 'status', op: 'eq', value: 'PAID' }, written: undefined },
      { event: undefined, skip: 'not paid', condition: undefined, written: undefined },
    ]);
    expect([timeOf(order), zoneOf(order), idsOf(order), beyondForm(order)]).toEqual(['paid_at', 'Asia/Shanghai', ['id'], ['context']]);
  });

  it('changes what is changed and keeps what it does not know', () => {
    expect(withField(order, 'properties', 0, { name: 'revenue', path: 'amount' })['properties']).toEqual({
      ...order.properties,
      revenue: { column: 'amount', type: 'number' },
    });
    expect(withField(order, 'properties', 2, { name: 'duty', path: '' })['properties']).toMatchObject({ duty: { minus: ['total', 'net'] } });
    expect(withField(order, 'products', 1, { name: 'price', path: 'lines[].price' })['products']).toEqual({ sku: 'lines[].sku', price: 'lines[].price' });
    expect(withField(order, 'identifiers', 0, undefined)).not.toHaveProperty('identifiers');
    expect(withTime(order, 'at', undefined)['timestamp']).toEqual({ column: 'at', format: 'yyyy-MM-dd' });
    expect(withTime(order, undefined, undefined)).not.toHaveProperty('timestamp');
    const renamed = withCase(order, 0, { event: 'Return', skip: undefined, condition: undefined });
    expect(renamed['when']).toEqual([{ if: order.when[0]?.if, event: 'Return' }, ...order.when.slice(1)]);
    const asked = withCase(order, 2, { event: 'Other', skip: undefined, condition: { column: 'total', op: 'gt', value: '5' } });
    expect(asked['when']).toEqual([...order.when.slice(0, 2), { if: { column: 'total', op: 'gt', value: 5 }, event: 'Other' }]);
    expect(Object.keys(withPart(order, 'messageId', ['no']))).toEqual(Object.keys(order));
  });

  it('survives whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.record({ when: fc.jsonValue(), timestamp: fc.jsonValue(), messageId: fc.jsonValue(), properties: fc.jsonValue() }), (any) => {
        const mapping = mappingIn(textOfMapping(any)) ?? {};
        const said = [casesOf(mapping), fieldsOf(mapping, 'properties'), timeOf(mapping), idsOf(mapping)];
        const changed = withField(withCase(mapping, 0, { event: 'A', skip: undefined, condition: undefined }), 'traits', 0, { name: 'x', path: 'y' });
        expect(said.length).toBe(4);
        expect(changed['properties']).toEqual(mapping['properties']);
      }),
    );
    expect(mappingIn('[1]')).toBeUndefined();
    expect(mappingIn('{')).toBeUndefined();
  });
});
