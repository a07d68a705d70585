import { expect, it } from 'vitest';
import type { TraitDocument } from '../traits.ts';
import { correctTraits } from './document.ts';

const standing: TraitDocument = {
  city: { v: '深圳', t: 5, m: 'm1', s: 1, r: 50 },
  phone: { v: '138', t: 9, m: 'm2', s: 2, r: 90 },
};
const message = { ts: 5, messageId: 'm1', sourceId: 1, trust: 50 };

it("a message's own word is another", () =>
  expect(correctTraits(standing, { ...message, traits: [{ path: 'city', value: '深圳市' }], gone: [] })['city']).toEqual({
    v: '深圳市',
    t: 5,
    m: 'm1',
    s: 1,
    r: 50,
  }));
it('a word of a source that is trusted more stays', () =>
  expect(correctTraits(standing, { ...message, traits: [{ path: 'phone', value: '+86138' }], gone: [] })).toBe(standing));
it('what it says only now is weighed like any other', () =>
  expect(correctTraits(standing, { ...message, traits: [{ path: 'code', value: '440300' }], gone: [] })['code']).toEqual({
    v: '440300',
    t: 5,
    m: 'm1',
    s: 1,
    r: 50,
  }));
it('what it does not say any more goes, and nobody else’s word with it', () =>
  expect(Object.keys(correctTraits(standing, { ...message, traits: [], gone: ['city', 'phone'] }))).toEqual(['phone']));
it('the same again changes nothing', () => {
  const once = correctTraits(standing, { ...message, traits: [{ path: 'city', value: 'A' }], gone: [] });
  expect(correctTraits(once, { ...message, traits: [{ path: 'city', value: 'A' }], gone: [] })).toBe(once);
});
