import type { CleaningRule } from '@danqing/contracts';
import { expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { cleanItem } from '../item.ts';
import { originOf } from '../testing.ts';
import { sourceRules } from './source-rules.ts';

const rule = (over: Partial<CleaningRule>): CleaningRule => ({
  id: 'r1',
  name: 'rule',
  isOn: true,
  part: 'properties',
  path: 'price',
  steps: [{ do: 'money' }],
  otherwise: 'keep',
  examples: [],
  ...over,
});
const compile = (...rules: readonly CleaningRule[]) => sourceRules(rules, 'web', { zone: 'Asia/Shanghai', region: 'CN' });
const track = (properties: JsonObject): JsonObject => ({ event: 'Order Completed', userId: 'u1', properties });
const after = (rules: readonly CleaningRule[], raw: JsonObject, type = 'track') => compile(...rules)?.apply(type, raw);

it('nothing is made where no rule is about the source, or nothing changes', () => {
  expect(compile(rule({ source: 'pos' }))).toBeUndefined();
  expect(compile(rule({ isOn: false }))).toBeUndefined();
  expect(after([rule({})], track({ price: 5 }))).toBeUndefined();
  expect(after([rule({ event: 'Product Viewed' })], track({ price: '5元' }))).toBeUndefined();
});

it('a value is changed where it stands, in lists too, and the message that came stays what it was', () => {
  const raw = track({ price: '￥5.00', products: [{ price: '1元' }, { price: 2 }, {}] });
  const ruled = after([rule({}), rule({ id: 'r2', path: 'products[].price' })], raw);
  expect(ruled?.raw['properties']).toEqual({ price: 5, products: [{ price: 1 }, { price: 2 }, {}] });
  expect(raw['properties']).toEqual({ price: '￥5.00', products: [{ price: '1元' }, { price: 2 }, {}] });
  expect(ruled?.effects.map((effect) => effect.rule)).toEqual(['r1', 'r2']);
});

it('a value that cannot be read stays, and says so on the event', () => {
  const ruled = after([rule({})], track({ price: '面议' }));
  expect(ruled?.raw['properties']).toEqual({ price: '面议', $invalid: ['price'] });
  expect(ruled?.effects).toEqual([{ rule: 'r1', kind: 'refused', path: 'properties.price', reason: 'not_number' }]);
});

it('what is missing is filled and marked, what is there is never replaced by it', () => {
  const fills = [rule({ path: 'channel', steps: [{ do: 'trim' }, { do: 'default', value: '门店' }] })];
  expect(after(fills, track({}))?.raw['properties']).toEqual({ channel: '门店', $imputed: ['channel'] });
  expect(after(fills, { event: 'Order Completed', userId: 'u1' })?.raw['properties']).toEqual({ channel: '门店', $imputed: ['channel'] });
  expect(after(fills, track({ channel: '官网' }))).toBeUndefined();
});

it('what is imputed of a customer stands only where nobody says anything', () => {
  const fills = [rule({ part: 'traits', path: 'city', steps: [{ do: 'default', value: '未知' }] })];
  const raw = { userId: 'u1', traits: { name: '张三' } };
  const ruled = after(fills, raw, 'identify');
  expect(ruled?.raw['traits']).toEqual({ name: '张三' });
  expect(ruled?.raw['traitsOnce']).toEqual({ city: '未知' });
  expect(ruled?.raw['properties']).toEqual({ $imputed: ['traits.city'] });
  expect(after(fills, { ...raw, event: 'Order Completed' }, 'track')).toBeUndefined();
});

it('a value that cannot be read can go, and be filled then', () => {
  const [ruled] = [after([rule({ otherwise: 'empty', steps: [{ do: 'number' }, { do: 'default', value: 0 }] })], track({ price: 'x' }))];
  expect(ruled?.raw['properties']).toEqual({ price: 0, $imputed: ['price'], $invalid: ['price'] });
});

it('a rule holds only under its conditions', () => {
  const rules = [rule({ when: [{ path: 'currency', op: 'eq', value: 'CNY' }] })];
  expect(after(rules, track({ price: '5元', currency: 'CNY' }))?.raw['properties']).toEqual({ price: 5, currency: 'CNY' });
  expect(after(rules, track({ price: '5元', currency: 'USD' }))).toBeUndefined();
});

it('what is read out of a value can stand beside it', () => {
  const rules = [rule({ part: 'traits', path: 'address', to: 'city.code', steps: [{ do: 'place', level: 'city', as: 'code' }] })];
  expect(after(rules, { userId: 'u', traits: { address: '广东省深圳市南山区' } }, 'identify')?.raw['traits']).toEqual({
    address: '广东省深圳市南山区',
    city: { code: '440300' },
  });
});

it('an event is parked or left out where a rule says so', () => {
  const origin = (over: Partial<CleaningRule>) => originOf({ rules: compile(rule(over)) });
  const event = { index: 0, type: 'track', raw: track({ price: '面议', isTest: true }), sentAt: null };
  expect(cleanItem(event, origin({ otherwise: 'park' }))).toMatchObject({ kind: 'park', reason: 'cleaning_rule', detail: 'properties.price: not_number (r1)' });
  expect(cleanItem(event, origin({ path: 'isTest', steps: [{ do: 'discard' }] }))).toMatchObject({ kind: 'drop', reason: 'cleaning_rule' });
});

it('a telephone number that a rule could read identifies, and a message without an id keeps the one it had', () => {
  const raw = { userId: 'u1', traits: { phone: '１３８－００１３－８０００' } };
  const event = { index: 0, type: 'identify', raw, sentAt: null };
  const without = cleanItem(event, originOf());
  const ruled = cleanItem(event, originOf({ rules: compile(rule({ part: 'traits', path: 'phone', steps: [{ do: 'phone' }] })) }));
  if (without.kind !== 'pass' || ruled.kind !== 'pass' || ruled.value.type === 'entity') throw new Error('both pass');
  expect(ruled.value.identifiers).toContainEqual({ kind: 'phone', value: '+8613800138000' });
  expect(ruled.value.messageId).toBe(without.value.messageId);
});

it('things have rules of their own', () => {
  const rules = [rule({ part: 'entity', event: 'product', path: 'weight', steps: [{ do: 'number', unit: 'kg' }] })];
  expect(after(rules, { kind: 'product', key: 'A', traits: { weight: '500g' } }, 'entity')?.raw['traits']).toEqual({ weight: 0.5 });
  expect(after(rules, { kind: 'shop', key: 'A', traits: { weight: '500g' } }, 'entity')).toBeUndefined();
});
