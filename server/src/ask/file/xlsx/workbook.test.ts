import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openRows } from '#collect';
import { requireFit, sheetLimits } from './fits.ts';
import { sheetNameOf } from './sheet-name.ts';
import type { Table } from './sheet.ts';
import { workbookOf } from './workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-answer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bytesOf(name: string, table: Table): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of workbookOf(name, table)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** What the importer, which knows nothing of this writer, reads in it. */
async function readBack(bytes: Buffer) {
  const path = join(folder, 'answer.xlsx');
  writeFileSync(path, bytes);
  const file = await openRows(path, { columns: [] });
  const rows: (readonly unknown[])[] = [];
  for await (const batch of file.batches) rows.push(...batch.rows.map(({ cells }) => cells));
  return { format: file.format, columns: file.columns, rows };
}

/** A part of the archive as its text. */
function partOf(bytes: Buffer, name: string): string {
  const at = bytes.indexOf(name);
  return inflateRawSync(bytes.subarray(at + name.length)).toString();
}

const column = (name: string, type: string) => ({ name, type });
const texts = (...names: readonly string[]) => names.map((name) => column(name, 'String'));
const asText = [column('text', 'String'), column('end', 'String')];

describe('an answer as a workbook', () => {
  it('has numbers as numbers, dates as dates, texts as they are', async () => {
    const table: Table = {
      columns: [
        column('月份', 'Date'),
        column('at', "Nullable(DateTime64(3, 'Asia/Shanghai'))"),
        column('orders', 'UInt64'),
        column('sales', 'Nullable(Float64)'),
        column('isNew', 'Bool'),
        column('code', 'LowCardinality(String)'),
        column('likes', 'Array(String)'),
      ],
      rows: [
        ['2026-05-01', '2026-05-30 08:00:01.500', 12, 0.1, true, '007', ['a', 'b']],
        ['1970-01-01', null, -3, null, false, '2026-05-01', []],
      ],
    };
    const bytes = await bytesOf('月报', table);
    expect(await readBack(bytes)).toEqual({
      format: 'xlsx',
      columns: ['月份', 'at', 'orders', 'sales', 'isNew', 'code', 'likes'],
      rows: [
        ['2026-05-01', '2026-05-30 08:00:02', '12', '0.1', 'true', '007', '["a","b"]'],
        ['1970-01-01', '', '-3', '', 'false', '2026-05-01', '[]'],
      ],
    });
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    for (const cell of [
      '<c r="A2" s="2"><v>46143</v></c>',
      '<c r="B2" s="3"><v>46172.33335069445</v></c>',
      '<c r="C2"><v>12</v></c>',
      '<c r="D2"><v>0.1</v></c>',
      '<c r="E2" t="b"><v>1</v></c>',
      '<c r="F2" t="inlineStr"><is><t xml:space="preserve">007</t></is></c>',
    ])
      expect(sheet).toContain(cell);
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(partOf(bytes, 'xl/workbook.xml')).toContain('<sheet name="月报" sheetId="1" r:id="rId1"/>');
  });

  it('has no formulas, whatever a text begins with, and keeps it to the letter', async () => {
    const begun = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "'=1"];
    const bytes = await bytesOf('', { columns: asText, rows: begun.map((text) => [text, 'x']) });
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toContain('<f');
    expect(sheet.match(/<c r="A\d+" t="inlineStr" s="4">/g)).toHaveLength(5);
    // The importer takes Excel's own mark of a text away, which is no loss of the file's.
    expect((await readBack(bytes)).rows.map(([text]) => String(text).trim())).toEqual(['=1+1', '+1', '-1', '@SUM(A1)', '=1', "'=1"]);
  });

  it('makes no number that Excel would round, and no date that Excel does not know', async () => {
    const columns = [column('id', 'UInt64'), column('long', 'UInt64'), column('day', 'Date32'), column('share', 'Float64')];
    const bytes = await bytesOf('', { columns, rows: [[9_007_199_254_740_991, '18446744073709551615', '1899-12-31', 1e20]] });
    expect((await readBack(bytes)).rows).toEqual([['9007199254740991', '18446744073709551615', '1899-12-31', '100000000000000000000']]);
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml').match(/t="inlineStr"><is><t xml:space="preserve">[\d-]+</g)).toHaveLength(3);
  });

  it('gives back every text, also what XML has no place for', async () => {
    const odd = fc.string({ unit: 'binary', maxLength: 30 });
    const row = fc.tuple(odd, fc.constantFrom('_x0041_', 'constructor', '__proto__', '\r\n', '\u0000', '\uD800', ' a ', '<f>1</f>&amp;"'));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const sheet = partOf(await bytesOf('x', { columns: texts('a', 'b'), rows }), 'xl/worksheets/sheet1.xml');
        const read = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].slice(2).map(([, text = '']) => text);
        const unescaped = read.map((text) =>
          text
            .replaceAll(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')
            .replaceAll(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        );
        expect(unescaped).toEqual(rows.flat().map((text) => text.toWellFormed()));
        expect(sheet).not.toMatch(/(?![\t\n\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]/u);
      }),
    );
  });

  it('refuses what a sheet cannot hold, and says where', () => {
    const long = 'x'.repeat(sheetLimits.characters);
    expect(() => requireFit({ columns: asText, rows: [['a', long]] })).not.toThrow();
    expect(() =>
      requireFit({
        columns: asText,
        rows: [
          ['a', 'b'],
          ['a', `${long}x`],
        ],
      }),
    ).toThrow(/32767 characters, “end” in row 2 has 32768/);
    const rows = Array.from({ length: sheetLimits.rows - 1 }, () => []);
    expect(() => requireFit({ columns: [], rows })).not.toThrow();
    expect(() => requireFit({ columns: [], rows: [...rows, []] })).toThrow(/1048575 rows below the headings, the answer has 1048576/);
    expect(() => requireFit({ columns: Array.from({ length: 16_385 }, () => column('c', 'String')), rows: [] })).toThrow(/16384 columns/);
  });

  it('calls the sheet as its question, as far as Excel lets it', () => {
    expect(sheetNameOf('各城市客户数')).toBe('各城市客户数');
    expect(sheetNameOf("'2026/05: [回购]?'")).toBe('2026 05 回购');
    expect(sheetNameOf(' \u0001 ')).toBe('Answer');
    expect(sheetNameOf('History')).toBe('History 1');
    expect(sheetNameOf(`${'一'.repeat(30)}😀`)).toBe('一'.repeat(30));
  });

  it('is written in pieces, with others served between them', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [`customer ${index}`, `${index % 7}`]);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const bytes = await bytesOf('x', { columns: asText, rows });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    expect((await readBack(bytes)).rows).toHaveLength(20_000);
  });
});
