import { expect, it } from 'vitest';
import { identifierOf } from './profile.ts';

it.each([
  ['a@example.com', 'email', 'a@example.com'],
  ['email:a@example.com', 'email', 'a@example.com'],
  ['user_id:42', 'user_id', '42'],
  ['customer_id:a:b', 'customer_id', 'a:b'],
  ['openid:wx12:o6_bmj', 'openid:wx12', 'o6_bmj'],
])('reads %s as a kind and a value', (text, kind, value) => {
  expect(identifierOf(text)).toEqual({ kind, value });
});

it('refuses what names no kind', () => {
  expect(() => identifierOf('somebody')).toThrow(/neither/);
});
