import { describe, expect, it } from 'vitest';
import { amountOf } from './amount.ts';

describe('an amount', () => {
  it.each([
    ['1299', 1299],
    ['¥1,299.00', 1299],
    ['¥1,299.00 元', 1299],
    ['￥１，２９９．００', 1299],
    ['RMB 88', 88],
    ['88 CNY', 88],
    ['HK$ 1,000', 1000],
    ['1.2万', 12_000],
    ['3.5 亿元', 350_000_000],
    ['1.299,00 €', 1299],
    ['1 299,50', 1299.5],
    ["1'299.50", 1299.5],
    ['12,5', 12.5],
    ['1,299', 1299],
    ['-¥5.00', -5],
    ['¥-5.00', -5],
    ['−5', -5],
    ['(5.00)', -5],
    [7, 7],
  ])('is read from %s', (text, expected) => expect(amountOf(text)).toBe(expected));

  it.each([
    'abc',
    '面议',
    '12 个',
    '1,29,9',
    '1.2.3',
    '12-13',
    '(5',
    '5)',
    '¥',
    '',
    '2024-01-01',
    '13,8001',
    '021 123',
    '12%',
    `${'9'.repeat(60)}x`,
    true,
    null,
  ])('is not made of %s', (text) => expect(amountOf(text)).toBeNaN());
});
