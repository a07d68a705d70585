import { expect, it } from 'vitest';
import { hiderOf } from './hide.ts';

const plain = {
  traits: { name: '林晓梅', address: { city: '上海', street: '静安路 1 号' }, level: 3 },
  identifiers: [{ kind: 'phone', value: '+8613800138000' }],
};
const masked = { traits: { name: '林**', address: { city: '上海', street: '***' }, level: 3 }, identifiers: [{ kind: 'phone', value: '+86138****8000' }] };

it('what is masked of a customer is masked in texts about them, the number without its country too', () => {
  const hide = hiderOf(plain, masked);
  expect(hide('林晓梅在上海静安路 1 号，电话 13800138000')).toBe('林**在上海***，电话 +86138****8000');
});

it('who sees everything sees texts as they were written', () => {
  expect(hiderOf(plain, plain)('林晓梅 13800138000')).toBe('林晓梅 13800138000');
  expect(hiderOf(undefined, undefined)('text')).toBe('text');
});
