import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('quotes what CSV would part, and gives no formula to a spreadsheet', () => {
  expect(csvOf([['a,b', 'say "hi"', '两行\n文字', '=1+1', '好']])).toBe('\uFEFF"a,b","say ""hi""","两行\n文字",\'=1+1,好\r\n');
});
