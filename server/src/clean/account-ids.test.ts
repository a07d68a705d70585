import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { accountIdentifiersOf } from './account-ids.ts';
import { normaliseDomain, normaliseDuns, normaliseTaxId } from './account-normalisers.ts';
import { defaultSettings } from './default-kinds.ts';
import { compileKinds, defaultKinds } from './kinds.ts';
import { cleanMessage } from './testing.ts';
import { assertionsOf } from './traits.ts';

const named = (traits: JsonObject, externals: readonly JsonObject[] = [], kinds = defaultKinds) =>
  accountIdentifiersOf('k', assertionsOf([traits]), [...externals], { kinds, defaultRegion: 'CN' }).map(({ kind, value }) => `${kind}=${value}`);

describe('a domain', () => {
  it('is the host of whatever address was sent, in small letters and without www', () => {
    const forms = ['Acme.com', 'www.acme.com', 'https://www.acme.com/about?x=1#y', 'http://user@acme.com:8080/', 'acme.com.', 'info@acme.com'];
    expect(forms.map((form) => normaliseDomain(form))).toEqual(forms.map(() => 'acme.com'));
    expect(normaliseDomain('例子.公司')).toBe('xn--fsqu00a.xn--55qx5d');
  });

  it('is none in figures, without a dot, with what no host has', () => {
    for (const none of ['localhost', '10.0.0.1', 'a b.com', '-a.com', 'https://', '.', '', 'acme..com']) expect(normaliseDomain(none)).toBeUndefined();
  });
});

describe('a tax number', () => {
  it('is eighteen characters whose last one fits the others, in capital letters', () => {
    expect(normaliseTaxId(' 91350100m000100y43 ')).toBe('91350100M000100Y43');
    expect(normaliseTaxId('９１３１００００ 775785552L')).toBe('91310000775785552L');
    for (const none of ['91350100M000100Y44', '91350100M000100Y4', '350100000001', '91350100M000100O43']) expect(normaliseTaxId(none)).toBeUndefined();
  });

  it('is refused whichever single character is another one', () => {
    const good = '91350100M000100Y43';
    const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...letters.split('')), (place, letter) => {
        const other = `${good.slice(0, place)}${letter}${good.slice(place + 1)}`;
        expect(normaliseTaxId(other)).toBe(other === good ? good : undefined);
      }),
    );
  });
});

it('a D-U-N-S number is nine digits, however they are grouped', () => {
  expect(normaliseDuns('15-048-3782')).toBe('150483782');
  for (const none of ['15048378', '000000000', 'abcdefghi']) expect(normaliseDuns(none)).toBeUndefined();
});

describe('what names an account', () => {
  it('are its key, traits called like a kind, and external ids that are the account’s; strongest first', () => {
    expect(
      named({ website: 'https://acme.com', taxId: '91350100M000100Y43', domains: ['acme.cn', 'qq.com', 'acme.com'], plan: 'pro' }, [{ type: 'crm_id', id: 7 }]),
    ).toEqual(['account/group_id=k', 'account/tax_id=91350100M000100Y43', 'account/crm_id=7', 'account/domain=acme.com', 'account/domain=acme.cn']);
    expect(
      named({}, [
        { type: 'erp_no', id: 'E1' },
        { type: 'erp_no', id: 'E2', collection: 'accounts' },
        { type: 'crm_id', id: 'C', collection: 'users' },
      ]),
    ).toEqual(['account/group_id=k', 'account/erp_no=E2']);
  });

  it('takes names that every object has for names like any other', () => {
    expect(named({ constructor: 'x', toString: 'y', __proto__x: 'z', domain: 'acme.com' })).toEqual(['account/group_id=k', 'account/domain=acme.com']);
  });

  it('is never a key by another name, nor what free mail has', () => {
    expect(named({ group_id: 'other', groupId: 'x', domain: 'Gmail.com', website: '163.com', tax_id: null })).toEqual(['account/group_id=k']);
  });

  it('follows the workspace’s configuration: kinds of its own, and other limits', () => {
    const [key, ...kinds] = defaultSettings.accounts.kinds;
    const [tax] = kinds;
    if (key === undefined || tax === undefined) throw new Error('there are defaults');
    const rules = compileKinds({
      ...defaultSettings,
      accounts: { ...defaultSettings.accounts, kinds: [key, { ...tax, kind: 'vat', normaliser: 'lower' }, ...kinds] },
    });
    expect(named({ vat: 'DE1' }, [], rules)).toEqual(['account/group_id=k', 'account/vat=de1']);
    expect(rules.ruleOf('account/domain').limit).toBe(10);
    expect(rules.ruleOf('domain').limit).toBe(5);
    expect(rules.accounts.accounts).toBe(rules.accounts);
  });
});

it('a group message keeps the account’s external ids from the person who sent it', () => {
  const message = {
    type: 'group',
    groupId: 'g',
    userId: 'u1',
    context: {
      externalIds: [
        { type: 'crm_id', id: 'C1' },
        { type: 'card_no', id: 'N1' },
      ],
    },
  };
  expect(cleanMessage(message).identifiers).toEqual([
    { kind: 'user_id', value: 'u1' },
    { kind: 'card_no', value: 'N1' },
  ]);
  expect(cleanMessage({ ...message, type: 'identify' }).identifiers.map(({ kind }) => kind)).toEqual(['user_id', 'card_no', 'crm_id']);
});
