import { describe, expect, it } from 'vitest';
import { plainCells } from './plain-cell.ts';

describe('marks by which spreadsheets keep numbers as texts', () => {
  it('go', () => {
    expect(plainCells([`'13800138000`, '="0013"', `'+86 138`, '7'])).toEqual(['13800138000', '0013', `'+86 138`, '7']);
  });

  it('are left alone where they are words', () => {
    const cells = [`'tis the season`, `'quoted'`, '=A1+B1', '=', `'`];
    expect(plainCells(cells)).toEqual(cells);
  });
});
