import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, csvSplitter } from './csv.ts';

const split = (text: string, options: { pieces?: number; delimiter?: string; maxLength?: number } = {}): readonly CsvRecord[] => {
  const { pieces = 1, delimiter = ',', maxLength = 1000 } = options;
  const splitter = csvSplitter({ delimiter, maxLength });
  const step = Math.max(1, Math.ceil(text.length / pieces));
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += step) records.push(...splitter.feed(text.slice(at, at + step), false));
  records.push(...splitter.feed('', true));
  return records;
};

const write = (cells: readonly string[], delimiter: string): string =>
  cells.map((cell) => (/["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);

describe('CSV', () => {
  it('comes back as it was written, however it is cut into chunks', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' ', '中', 'é'), maxLength: 6 });
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(',', ';'),
        fc.integer({ min: 1, max: 60 }),
        (rows, newline, delimiter, pieces) => {
          const text = rows.map((cells) => write(cells, delimiter)).join(newline) + newline;
          expect(split(text, { pieces, delimiter })).toEqual(rows);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('reads the last line without a line end, and takes empty lines for no rows', () => {
    expect(split('a,b\n\n1,2\r\n\r\n3,"4"')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('takes a quote inside an unquoted cell for text', () => {
    expect(split('12" pipe,3\n')).toEqual([['12" pipe', '3']]);
  });

  it('loses one line to a quote that is never closed', () => {
    const records = split('1,"a"\n2,"oops\n3,"c"\n4,d\n');
    expect(records).toEqual([['1', 'a'], { fault: 'text follows a closing quote' }, ['3', 'c'], ['4', 'd']]);
    expect(split('1,a\n2,"oops\n3,c\n4,d\n')).toEqual([['1', 'a'], { fault: 'a quote is opened and not closed' }, ['3', 'c'], ['4', 'd']]);
  });

  it('loses one line to a quote that is not closed within the longest record, wherever chunks end', () => {
    const text = `1,a\n2,"oops\n${'3,c\n'.repeat(500)}`;
    for (const pieces of [1, 3, 7, 100]) {
      const records = split(text, { pieces, maxLength: 200 });
      expect(records).toHaveLength(502);
      expect(records[1]).toMatchObject({ fault: expect.any(String) });
      expect(records[2]).toEqual(['3', 'c']);
    }
  });

  it('rejects a line that is too long and reads on', () => {
    for (const pieces of [1, 10, 1000]) {
      const records = split(`1,${'x'.repeat(5000)}\n2,b\n3,"${'y'.repeat(5000)}"\n4,d\n`, { pieces });
      expect(records.map((record) => ('fault' in record ? record.fault : record))).toEqual([
        'longer than 1000 characters',
        ['2', 'b'],
        expect.stringMatching(/longer|closed/),
        ['4', 'd'],
      ]);
    }
  });
});
