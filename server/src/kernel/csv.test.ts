import { describe, expect, it } from 'vitest';
import { csvCell, csvLine, type CsvRule, csvMark, looksLikeFormula } from './csv.ts';

const asIs: CsvRule = { formulas: 'kept', quotes: 'where-needed' };

describe('a line of CSV', () => {
  it('quotes what holds a comma, a quote or a line break, and nothing else', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', 'cr\r', ' 好 ', ''], asIs)).toBe('a,"b,c","say ""hi""","two\nlines","cr\r", 好 ,\r\n');
  });

  it('writes nothing as an empty cell and everything that is no text as JSON', () => {
    expect(csvLine([null, undefined, 1.5, -1, true, { x: 1 }, ['a']], asIs)).toBe(',,1.5,-1,true,"{""x"":1}","[""a""]"\r\n');
  });

  it('quotes every cell where that is asked', () => {
    expect(csvLine(['a', 'b"', null, 1], { formulas: 'kept', quotes: 'always' })).toBe('"a","b""","","1"\r\n');
  });

  it('guards before it quotes', () => {
    expect(csvCell('=A1,"x"', { formulas: 'text', quotes: 'where-needed' })).toBe('"\'=A1,""x"""');
  });
});

describe('a text that looks like a formula', () => {
  it('begins as one', () => {
    expect(['=1+1', '+1', '-x', '@SUM(A1)', '\t=1', '\r=1', "'=1", 'a=1', ' =1', '1-1', ''].filter(looksLikeFormula)).toEqual([
      '=1+1',
      '+1',
      '-x',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
    ]);
  });

  it.each<[string, string, string]>([
    ['=1+1', "'=1+1", "'=1+1"],
    ['@a', "'@a", "'@a"],
    ['-', '-', '-'],
    ['-x', "'-x", "'-x"],
    ['\t=1', "'\t=1", "'\t=1"],
    ['\t1', '\t1', '\t1'],
    ['+86 138-0013-8000', '+86 138-0013-8000', '+86 138-0013-8000'],
    ['-1.5', '-1.5', '-1.5'],
    ['+(86) 138', '+(86) 138', '+(86) 138'],
    ['-5 kg', "'-5 kg", '-5 kg'],
    ['-5 元', "'-5 元", '-5 元'],
    ['+86 (21) 6286-8888', '+86 (21) 6286-8888', '+86 (21) 6286-8888'],
    ["+1+cmd|'/C calc'!A0", "'+1+cmd|'/C calc'!A0", "'+1+cmd|'/C calc'!A0"],
    ['-1+SUM(A1)', "'-1+SUM(A1)", "'-1+SUM(A1)"],
    ['2024-01-01', '2024-01-01', '2024-01-01'],
  ])('%j for programs is %j where numbers are spared, and %j where digits first are', (text, numbersSpared, digitsSpared) => {
    const written = (formulas: CsvRule['formulas']): string => csvCell(text, { formulas, quotes: 'where-needed' });
    expect([written('kept'), written('text'), written('text-unless-digits-first')]).toEqual([text, numbersSpared, digitsSpared]);
  });

  it('is a text only: a number below nothing is a number', () => {
    expect(csvCell(-5, { formulas: 'text', quotes: 'where-needed' })).toBe('-5');
  });
});

it('has the mark of UTF-8', () => {
  expect(Buffer.from(csvMark)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});
