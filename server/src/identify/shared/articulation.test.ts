import { describe, expect, it } from 'vitest';
import { defaultKinds, type Identifier } from '#clean';
import { bridgesOf } from './articulation.ts';

const id = (text: string): Identifier => {
  const [kind = '', value = ''] = text.split('=');
  return { kind, value };
};
const bridges = (...pairs: readonly string[]) =>
  bridgesOf(
    pairs.map((pair) => {
      const [a = '', b = ''] = pair.split(' ');
      return [id(a), id(b)] as const;
    }),
    defaultKinds,
  ).map(({ identifier, parts }) => [`${identifier.kind}=${identifier.value}`, parts.length]);

describe('a bridge', () => {
  it('is a tablet that holds several people together', () => {
    expect(bridges('phone=1 anonymous_id=t', 'phone=2 anonymous_id=t', 'phone=3 anonymous_id=t', 'phone=3 email=c')).toEqual([
      ['anonymous_id=t', 3],
      ['phone=3', 2],
    ]);
  });

  it('is no identifier of which everybody has one, however much hangs on it', () => {
    expect(bridges('user_id=u phone=1', 'user_id=u email=a', 'user_id=u anonymous_id=b')).toEqual([]);
  });

  it('is none where the parts hang together another way, or hold nobody', () => {
    expect(bridges('phone=1 anonymous_id=t', 'phone=2 anonymous_id=t', 'user_id=u phone=1', 'user_id=u phone=2')).toEqual([]);
    expect(bridges('email=e anonymous_id=a', 'email=e anonymous_id=b')).toEqual([]);
  });
});
