import { expect, it } from 'vitest';
import { sayNoun, usualNoun } from '@danqing/contracts';
import { withNoun } from './noun.ts';

const members = { zh: '会员', en: 'member' };
const owners = { zh: '车主', en: 'owner' };

it.each([
  ['zh', '客户列表', '会员列表'],
  ['zh', '共 {{count}} 位客户', '共 {{count}} 位会员'],
  ['zh', '同一个客户属性有不同说法', '同一个客户属性有不同说法'],
  ['zh', '企业客户与客户360', '企业客户与客户360'],
  ['zh', '手机号、邮箱或客户编号', '手机号、邮箱或客户编号'],
  ['zh', '重要价值客户', '重要价值客户'],
  ['en', 'Customers who came back', 'Members who came back'],
  ['en', 'customer attributes of a customer', 'customer attributes of a member'],
  ['en', '{{count}} new customers', '{{count}} new members'],
] as const)('in %s, %s becomes %s', (language, text, expected) => expect(sayNoun(text, language, members)).toBe(expected));

it('keeps the article and the plural right', () => {
  expect(sayNoun('A customer, and a new customer', 'en', owners)).toBe('An owner, and a new owner');
  expect(sayNoun('customers', 'en', { zh: '', en: 'company' })).toBe('companies');
});

it('changes nothing for those who say customer, and not where the word itself is asked for', () => {
  expect(sayNoun('客户', 'zh', usualNoun)).toBe('客户');
  expect(withNoun({ title: '客户', business: { noun: '怎么称呼客户' }, doors: { x: ['客户'] } }, 'start', 'zh', members)).toMatchObject({
    title: '会员',
    business: { noun: '怎么称呼客户' },
  });
});
