import { expect, it } from 'vitest';
import { codeOf } from './code-of.ts';

it('a code is the same with blanks and with the wide digits of an input method', () => {
  expect(['123456', ' 123 456\n', '１２３ ４５６'].map(codeOf)).toEqual(['123456', '123456', '123456']);
});
