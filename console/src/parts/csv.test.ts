import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('quotes what CSV would part, and gives no formula to a spreadsheet', () => {
  expect(csvOf([['a,b', 'say "hi"', '两行\n文字', '=1+1', '好']])).toBe('\uFEFF"a,b","say ""hi""","两行\n文字",\'=1+1,好\r\n');
});

it('leaves numbers of any sign and shares as they are, and nothing where nothing is known', () => {
  expect(csvOf([[-3, 1200.5, '98.2%', null, '-3', '']])).toBe("\uFEFF-3,1200.5,98.2%,,'-3,\r\n");
});
