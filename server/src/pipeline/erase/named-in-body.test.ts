import { describe, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import type { JsonValue } from '#kernel';
import { namedInBody } from './named-in-body.ts';

const theirs = [
  { kind: 'phone', value: '+8613700117733' },
  { kind: 'email', value: 'ann.lee@example.org' },
  { kind: 'user_id', value: 'U-20931' },
  { kind: 'customer_no', value: '17' },
];
const names = namedInBody(theirs, { defaultRegion: 'CN', kinds: defaultKinds });

describe('a body that nobody has mapped', () => {
  it.each<[string, JsonValue]>([
    ['a number as it is', { order: { buyer_phone: '13700117733' } }],
    ['a number of JSON', { mobile: 13700117733 }],
    ['a country’s code and blanks', { tel: '+86 137 0011 7733' }],
    ['a number within a text', [{ note: '请打 137-0011-7733，下午' }]],
    ['an address in capitals', { mail: 'Ann.Lee@Example.ORG' }],
    ['an address within a text', { text: 'from "Ann" <ann.lee@example.org>, re: tea' }],
    ['an address in an address', { url: 'https://shop.example/x?mail=ann.lee%40example.org&a=1' }],
    ['JSON in a text, escaped', { payload: String.raw`{"mail":"ann.lee\u0040example.org"}` }],
    ['entities', { text: '<p>ann.lee&#64;example.org</p>' }],
    ['a name of a field', { people: { 'ann.lee@example.org': { tier: 1 } } }],
    ['a user’s number', { who: 'U-20931' }],
    ['a user’s number within a text', { text: 'ticket of U-20931 is closed' }],
    ['a short number where numbers of people stand', { customer: 17 }],
  ])('names them by %s', (_how, body) => {
    expect(names(body)).toBe(true);
  });

  it.each<[string, JsonValue]>([
    ['somebody else', { phone: '13700117734', mail: 'bann.lee@example.org', who: 'U-209311' }],
    ['a short number that may be anything', { quantity: 17, price: '17' }],
    ['nothing', [null, true, {}, '']],
    ['what is half escaped', { text: '%zz %E4%BD &#9999999; \\u00' }],
  ])('does not by %s', (_what, body) => {
    expect(names(body)).toBe(false);
  });
});
