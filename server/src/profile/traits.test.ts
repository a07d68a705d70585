import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#kernel';
import { type AssertedTraits, assertTraits, mergeTraits, nestTraits, type TraitDocument, visibleTraits } from './traits.ts';

const said = (path: string, value: JsonValue, ts: number, options: { trust?: number; messageId?: string; isOnce?: boolean } = {}): AssertedTraits => ({
  traits: [options.isOnce === true ? { path, value, isOnce: true } : { path, value }],
  ts,
  messageId: options.messageId ?? `m${ts}`,
  sourceId: 1,
  trust: options.trust ?? 50,
});

it('the more trusted source survives, then the later event, then the message id; never arrival', () => {
  const all = [said('city', 'late', 9), said('city', 'trusted', 1, { trust: 90 }), said('city', 'early', 2)];
  expect(nestTraits(assertTraits({}, all))).toEqual({ city: 'trusted' });
  expect(nestTraits(assertTraits({}, [said('city', 'late', 9), said('city', 'early', 2)]))).toEqual({ city: 'late' });
  expect(nestTraits(assertTraits({}, [said('city', 'b', 2, { messageId: 'b' }), said('city', 'a', 2, { messageId: 'a' })]))).toEqual({ city: 'b' });
});

it('what is to be set once stands only where nobody has set anything, and the earliest of it stands', () => {
  const once = (value: JsonValue, ts: number, trust = 50) => said('first', value, ts, { isOnce: true, trust });
  expect(nestTraits(assertTraits({}, [once('second', 2), once('first', 1), once('third', 3)]))).toEqual({ first: 'first' });
  expect(nestTraits(assertTraits({}, [once('once', 1, 90), said('first', 'set', 0, { trust: 10 })]))).toEqual({ first: 'set' });
  expect(nestTraits(assertTraits({}, [said('first', null, 5), once('once', 9)]))).toEqual({});
});

it('null makes a trait unknown until somebody says it later', () => {
  const gone = assertTraits({}, [said('city', 'X', 1), said('city', null, 2)]);
  expect(nestTraits(gone)).toEqual({});
  expect(nestTraits(assertTraits(gone, [said('city', 'Y', 3)]))).toEqual({ city: 'Y' });
});

it('nests dots, keeps types, and treats __proto__ as a name', () => {
  const document = assertTraits({}, [
    said('address.city', 'X', 1),
    said('address.zip', 1234, 1),
    said('tags', ['a', 1], 1),
    said('__proto__.polluted', true, 1),
  ]);
  expect(JSON.stringify(nestTraits(document))).toBe('{"address":{"city":"X","zip":1234},"tags":["a",1],"__proto__":{"polluted":true}}');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

it('keeps an object with nothing in it: it replaces a text, loses nothing beside it, and goes when it is unset', () => {
  const empty = (ts: number) => said('address.{}', '{}', ts);
  expect(nestTraits(assertTraits({}, [empty(1)]))).toEqual({ address: {} });
  expect(nestTraits(assertTraits({}, [said('address', 'X', 1), empty(2)]))).toEqual({ address: {} });
  expect(nestTraits(assertTraits({}, [said('address', 'X', 3), empty(2)]))).toEqual({ address: 'X' });
  expect(nestTraits(assertTraits({}, [said('address.city', 'X', 1), empty(2)]))).toEqual({ address: { city: 'X' } });
  expect(nestTraits(assertTraits({}, [empty(1), said('address.city', 'X', 2), said('address.city', null, 3)]))).toEqual({ address: {} });
  expect(nestTraits(assertTraits({}, [empty(1), said('address', null, 2)]))).toEqual({});
});

it('returns the very document when nothing is new', () => {
  const document = assertTraits({}, [said('a', 1, 5)]);
  expect(assertTraits(document, [said('a', 2, 4)])).toBe(document);
});

describe('whatever the order of arrival', () => {
  const assertion = fc
    .record({
      path: fc.constantFrom('a', 'a.b', 'a.b.c', 'a.d', 'e'),
      value: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(null)),
      ts: fc.integer({ min: 0, max: 4 }),
      trust: fc.constantFrom(10, 50),
      messageId: fc.uuid(),
      isOnce: fc.boolean(),
    })
    .map(({ path, value, ts, trust, messageId, isOnce }) => said(path, value, ts, { trust, messageId, isOnce }));
  const many = fc.array(assertion, { minLength: 1, maxLength: 10 });
  const sorted = (document: TraitDocument) => JSON.stringify(Object.entries(document).sort());

  it('the same traits stand, also when profiles are merged on the way', () => {
    fc.assert(
      fc.property(many, many, (left, right) => {
        const inOrder = assertTraits({}, [...left, ...right]);
        expect(sorted(assertTraits({}, [...right].reverse().concat([...left].reverse())))).toBe(sorted(inOrder));
        expect(sorted(mergeTraits(assertTraits({}, left), assertTraits({}, right)))).toBe(sorted(inOrder));
        expect(sorted(mergeTraits(assertTraits({}, right), assertTraits({}, left)))).toBe(sorted(inOrder));
      }),
    );
  });

  it('no visible path lies above or below another', () => {
    fc.assert(
      fc.property(many, (assertions) => {
        const paths = [...visibleTraits(assertTraits({}, assertions)).keys()];
        for (const path of paths) for (const other of paths) expect(other.startsWith(`${path}.`)).toBe(false);
      }),
    );
  });
});
