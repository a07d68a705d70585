import { describe, expect, it } from 'vitest';
import { lookOf } from './contents.ts';
import { plainHeading } from './heading.ts';

describe('what a cell looks like', () => {
  it.each([
    ['13812345678', 'phone'],
    ['+86 138-1234-5678', 'phone'],
    ['(415) 555-0101', 'phone'],
    ['138****5678', 'masked'],
    ['王**', 'masked'],
    ['a.b@example.org', 'email'],
    ['11010519491231002X', 'id_card'],
    ['110105194912310021', 'number'],
    ['2024-03-01 10:00', 'date'],
    ['2024年3月1日', 'date'],
    ['20240301', 'date'],
    ['20249901', 'number'],
    ['01/02/2024', 'ambiguous_date'],
    ['¥1,299.00', 'money'],
    ['12 元', 'money'],
    ['男', 'gender'],
    ['否', 'yes_no'],
    ['内蒙古自治区', 'province'],
    ['12.5', 'number'],
    ['龙井茶', 'text'],
  ])('%s is %s', (text, look) => {
    expect(lookOf(text)).toBe(look);
  });
});

describe('a heading', () => {
  it('is compared without width, case, blanks, units, numbers of questions and line breaks', () => {
    expect(['Customer ID', 'customer_id', '金额（元）', '手机号\n(登录)', '２、您的性别：', '下单帐号', 'E-mail'].map(plainHeading)).toEqual([
      'customerid',
      'customerid',
      '金额',
      '手机号',
      '您的性别',
      '下单账号',
      'email',
    ]);
  });
});
