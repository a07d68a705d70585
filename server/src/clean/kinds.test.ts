import { describe, expect, it } from 'vitest';
import { defaultSettings } from './default-kinds.ts';
import { compileKinds, defaultKinds } from './kinds.ts';
import { cleanMessage } from './testing.ts';

const [first] = defaultSettings.kinds;
if (first === undefined) throw new Error('there are defaults');

describe('the defaults', () => {
  it('are those of the design', () => {
    const limitOf = (kind: string): number => defaultKinds.ruleOf(kind).limit;
    expect(['user_id', 'customer_id', 'unionid', 'openid:wx1', 'openid'].map(limitOf)).toEqual([1, 1, 1, 1, 1]);
    expect(['email', 'phone', 'card_no', 'loyalty_no'].map(limitOf)).toEqual([5, 5, 5, 5]);
    expect(limitOf('anonymous_id')).toBe(Number.POSITIVE_INFINITY);
    expect(defaultKinds.ruleOf('device_id')).toMatchObject({ merges: false, isShared: false });
    const strengths = ['user_id', 'customer_id', 'unionid', 'openid:a', 'card_no', 'phone', 'email', 'whatever', 'anonymous_id', 'device_id'];
    expect(strengths.map((kind) => defaultKinds.ruleOf(kind).strength)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('a configuration', () => {
  it('decides which identifier of a message is the strongest', () => {
    const kinds = compileKinds({ ...defaultSettings, kinds: [{ ...first, kind: 'loyalty_no' }, ...defaultSettings.kinds] });
    const message = { event: 'A', userId: 'u1', context: { externalIds: [{ id: 'L1', type: 'loyalty_no' }] } };
    expect(cleanMessage(message).identifiers.map(({ kind }) => kind)).toEqual(['user_id', 'loyalty_no']);
    expect(cleanMessage(message, { kinds }).identifiers.map(({ kind }) => kind)).toEqual(['loyalty_no', 'user_id']);
  });

  it('gives each kind its form and its blocked values, beside those of all kinds', () => {
    const [digits, lower] = [
      { ...first, kind: 'card_no', normaliser: 'digits', blockedPatterns: ['0*1+'] },
      { ...first, kind: 'crm:*', normaliser: 'lower', blockedValues: ['Walk-In'] },
    ];
    const kinds = compileKinds({ ...defaultSettings, kinds: [digits, lower, ...defaultSettings.kinds] });
    const normal = (kind: string, text: string): string | undefined => kinds.ruleOf(kind).normalise(text, 'CN');
    expect([normal('card_no', '66-88 12'), normal('card_no', '0011'), normal('card_no', 'none'), normal('card_no', 'abc')]).toEqual([
      '668812',
      undefined,
      undefined,
      undefined,
    ]);
    expect([normal('crm:shop', 'AbC'), normal('crm:shop', 'WALK-IN')]).toEqual(['abc', undefined]);
    expect(normal('user_id', 'Walk-In')).toBe('Walk-In');
  });

  it('blocks a value in the form in which it would be kept, too', () => {
    expect(defaultKinds.ruleOf('user_id').normalise('００００', 'CN')).toBeUndefined();
  });
});
