import { describe, expect, it } from 'vitest';
import { fileReader } from './testing.ts';
import { workbookOf, zipOf } from './xlsx/testing.ts';

const { readAll } = fileReader('crafted');

/** A workbook of which one part says something else; all shared texts stand in one part. */
function workbookWith(parts: { readonly sheet?: string; readonly strings?: string }): Buffer {
  const { sheet = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings = '<si><t>a</t></si>' } = parts;
  const open = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const rels = (inner: string): string => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipOf({
    '_rels/.rels': rels(`<Relationship Id="r1" Type="${type}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `<workbook ${open} xmlns:r="${type}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': rels(
      `<Relationship Id="r1" Type="${type}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${type}/sharedStrings" Target="sharedStrings.xml"/>`,
    ),
    'xl/worksheets/sheet1.xml': `<worksheet ${open}><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${open}>${strings}</sst>`,
  });
}

const megabytes = 4;
const much = (piece: string): string => piece.repeat(Math.ceil((megabytes * 1024 ** 2) / piece.length));

/** Each took the square of its length before: hours for what packs to some kilobytes. A test that takes too long fails. */
describe('a file that begins again and again and never ends', () => {
  it.each([
    ['cells without their ends', `<row r="1"><c r="A1"><v>7</v></c>${much('<c>')}</row>`, ['7']],
    ['tags without their ends', `<row r="1"><c r="A1"><v>7</v></c>${much('<c ')}</row>`, ['7']],
    ['values without their ends', `<row r="1"><c r="A1"><v>7</v></c><c r="B1">${much('<v ')}</c><c r="C1"><v>8</v></c></row>`, ['7', '', '8']],
  ])('is a workbook of %s, read up to there', async (_name, sheet, cells) => {
    const { rows } = await readAll(workbookWith({ sheet }), { headerRow: 0 });
    expect(rows.map((row) => row.cells.slice(0, cells.length))).toEqual([cells]);
  });

  it('is a workbook of rows without their ends, or with texts that are none', async () => {
    await expect(readAll(workbookWith({ sheet: much('<row ') }), { headerRow: 0 })).rejects.toMatchObject({ code: expect.stringMatching(/^DQ_IMPORT_/) });
    const { rows } = await readAll(workbookWith({ strings: `<si><t>a</t>${much('<rPh >')}${much('<t ')}</si>` }), { headerRow: 0 });
    expect(rows.map((row) => row.cells)).toEqual([['a']]);
  });

  it('is a sheet of blanks before one cell far to the right, row after row', async () => {
    const sheet = Array.from({ length: 10_000 }, () => '<row><c r="XFD1"><v>1</v></c></row>').join('');
    const wide = expect.stringContaining('far to the right');
    await expect(readAll(workbookWith({ sheet }), { headerRow: 0 })).rejects.toMatchObject({ code: 'DQ_IMPORT_XLSX', message: wide });
  });

  it('is a log of brackets, or of what could be an address', async () => {
    const line = '203.0.113.7 - li [10/Oct/2024:13:55:36 +0800] "GET /tea HTTP/1.1" 200 5120\n';
    const log = `${line}${'[ '.repeat(400_000)}\n${':'.repeat(900_000)}x ${line}${line}`;
    const { rows, rejected } = await readAll(log, { format: 'log' });
    expect([rows.length, rejected.length]).toEqual([3, 1]);
  });

  it('is JSON of brackets around no record, or in one', async () => {
    const deep = (text: string): string => `{"a":1}\n{"a":${'['.repeat(200_000)}${text}${']'.repeat(200_000)}}\n{"a":2}\n`;
    const { rows, rejected } = await readAll(deep('1'), { format: 'jsonl', columns: ['a'] });
    expect([rows.map((row) => row.cells), rejected]).toEqual([[[1], [2]], [{ row: 2, reason: 'not valid JSON' }]]);
    const around = `[${much('[')}`;
    await expect(readAll(around, { format: 'json', columns: ['a'] })).rejects.toMatchObject({ code: 'DQ_IMPORT_FORMAT' });
  });

  it('does not hold what other workbooks are written with', async () => {
    const { rows } = await readAll(
      workbookOf(
        [
          {
            name: 's',
            rows: [
              ['a', { inline: 'b' }],
              ['1', { inline: '王 & 李' }],
            ],
          },
        ],
        { prefix: 'x:' },
      ),
    );
    expect(rows.map((row) => row.cells)).toEqual([['1', '王 & 李']]);
  });
});
