import { expect, it } from 'vitest';
import { defaultSettings } from '#clean';
import { Fault } from '#kernel';
import { settingsFrom } from './check.ts';
import { differencesOf } from './differences.ts';

const faultsOf = (input: Parameters<typeof settingsFrom>[0]): readonly string[] => {
  try {
    settingsFrom(input);
    return [];
  } catch (error) {
    return error instanceof Fault ? error.errors.map(({ path, code }) => `${path} ${code}`) : [String(error)];
  }
};

it('fills what is not said from the defaults of that kind, and of * for new ones', () => {
  expect(settingsFrom({})).toEqual(defaultSettings);
  const { kinds } = settingsFrom({ kinds: [{ kind: 'phone', limit: 2 }, { kind: 'openid:wx1' }, { kind: 'badge' }, { kind: '*' }] });
  expect(kinds.slice(0, 3).map(({ kind, limit, normaliser }) => [kind, limit, normaliser])).toEqual([
    ['phone', 2, 'phone'],
    ['openid:wx1', 1, 'text'],
    ['badge', 5, 'text'],
  ]);
});

it('leaves kinds that are not named as they are by default, weaker than those that are', () => {
  const { kinds } = settingsFrom({ kinds: [{ kind: 'phone', limit: 2 }, { kind: '*', limit: 3 }, { kind: 'badge' }] });
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'phone',
    'user_id',
    'customer_id',
    'unionid',
    'openid:*',
    'card_no',
    'email',
    '*',
    'badge',
    'anonymous_id',
    'device_id',
  ]);
  const { period: _period, ...email } = kinds.find(({ kind }) => kind === 'email') ?? {};
  expect([email, kinds.at(-1)]).toMatchObject([{ limit: 5, normaliser: 'email' }, { merges: false }]);
});

it('tells everything that is wrong at once, each with its place', () => {
  expect(
    faultsOf({
      kinds: [
        { kind: 'Email' },
        { kind: 'phone', blockedPatterns: ['ok', '(a+)+'] },
        { kind: 'phone' },
        { kind: 'card_no', limit: 2, period: { limit: 3, days: 1 } },
      ],
      blockedPatterns: ['(?=x)'],
    }),
  ).toEqual([
    '/kinds/0/kind DQ_INVALID',
    '/kinds/1/blockedPatterns/1 DQ_PATTERN',
    '/kinds/2/kind DQ_CONFLICT',
    '/kinds/3/period/limit DQ_INVALID',
    '/blockedPatterns/0 DQ_PATTERN',
    '/kinds DQ_REQUIRED',
  ]);
});

it('says what is not as in the defaults, and nothing where all is', () => {
  expect(differencesOf(defaultSettings)).toEqual([]);
  const kinds = defaultSettings.kinds.map((setting) => (setting.kind === 'email' ? { ...setting, limit: 3 } : setting));
  expect(differencesOf({ ...defaultSettings, kinds, sharing: { partners: 2, days: 90 } })).toEqual([
    { path: '/kinds/email/limit', default: 5, value: 3 },
    { path: '/sharing', default: { partners: 3, days: 90 }, value: { partners: 2, days: 90 } },
  ]);
});

it('tells accounts apart by kinds of their own, with the key first and as it is', () => {
  const { accounts } = settingsFrom({
    accounts: { kinds: [{ kind: 'vat', limit: 1 }, { kind: 'group_id', limit: 3 }, { kind: '*' }], sharing: { partners: 4 } },
  });
  expect(accounts.kinds.map(({ kind }) => kind)).toEqual(['group_id', 'vat', 'tax_id', 'duns', 'crm_id', 'domain', '*']);
  expect(accounts.kinds[0]).toMatchObject({ limit: 3, normaliser: 'none' });
  expect(accounts.sharing).toEqual({ partners: 4, days: 90 });
  expect(differencesOf({ ...defaultSettings, accounts }).map(({ path }) => path)).toEqual([
    '/accounts/kinds/group_id/limit',
    '/accounts/kinds/vat/limit',
    '/accounts/kinds',
    '/accounts/sharing',
  ]);
  expect(faultsOf({ accounts: { kinds: [{ kind: 'VAT' }, { kind: 'group_id', merges: false }] } })).toEqual([
    '/accounts/kinds/0/kind DQ_INVALID',
    '/accounts/kinds DQ_REQUIRED',
    '/accounts/kinds/1/merges DQ_INVALID',
  ]);
});
