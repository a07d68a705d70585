import { expect, it } from 'vitest';
import { sayThroughout, sayWords } from './say-noun.ts';

const members = { zh: '会员', en: 'member' };

it('says the brand’s word in sentences, not in what stands in quotes', () => {
  expect(sayWords({ zh: '把 3 位客户加入名单“流失客户”', en: 'Adds 3 customers to the list “Lost customers”' }, members)).toEqual({
    zh: '把 3 位会员加入名单“流失客户”',
    en: 'Adds 3 members to the list “Lost customers”',
  });
});

it('leaves names, values and the word itself', () => {
  const answer = {
    noun: { zh: '老客户', en: 'old customer' },
    title: { zh: '客户.csv', en: '客户.csv' },
    text: '客户',
    list: [{ says: { zh: '客户', en: 'Customer' } }],
  };
  expect(sayThroughout(answer, members)).toEqual({ ...answer, list: [{ says: { zh: '会员', en: 'Member' } }] });
});
