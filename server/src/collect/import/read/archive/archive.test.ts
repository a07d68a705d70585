import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encoded, fileReader } from '../testing.ts';
import { workbookOf, zipOf } from '../xlsx/testing.ts';

const { folder, readAll } = fileReader('archive');
const june = 'id,name\n1,a\n2,b\n';
const july = 'id,name\n3,c\nx\n4,d\n';

describe('an archive', () => {
  it('of one table is that table, whatever lies beside it', async () => {
    const found = await readAll(zipOf({ '__MACOSX/._a.csv': 'junk', 'readme.pdf': '%PDF', 'data/': '', 'data/a.csv': june }));
    expect([found.table, found.tables?.length, found.columns, found.rows.length]).toEqual(['data/a.csv', 1, ['id', 'name'], 2]);
  });

  it('of tables with the same headings is read as one, in the order of their names', async () => {
    const found = await readAll(zipOf({ 'orders 10.csv': july, 'orders 9.csv': june }));
    expect(found.table).toBe('*');
    expect(found.rows.map(({ number, cells }) => [number, cells[0]])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
      [5, '4'],
    ]);
    expect(found.rejected).toEqual([{ row: 4, reason: '1 cell where the header has 2' }]);
  });

  it('of different tables is its largest until another is chosen', async () => {
    const zip = zipOf({ 'orders.csv': `${june}5,eeeeeeeeeeeeee\n6,ffffffffffffffff\n`, 'people.jsonl': '{"email":"a@example.org"}\n' });
    const found = await readAll(zip);
    expect([found.table, found.tables?.map(({ name }) => name)]).toEqual(['orders.csv', ['orders.csv', 'people.jsonl']]);
    expect(await readAll(zip, { table: 'people.jsonl', columns: ['email'] })).toMatchObject({ format: 'jsonl', rows: [{ cells: ['a@example.org'] }] });
    await expect(readAll(zip, { table: 'nobody.csv' })).rejects.toMatchObject({ code: 'DQ_IMPORT_MAPPING', errors: [{ path: '/table' }] });
  });

  it('may hold workbooks, gzipped tables and Chinese names of old Windows', async () => {
    const zip = zipOf({
      'a.xlsx': workbookOf([
        {
          name: '订单',
          rows: [
            ['单号', '金额'],
            ['1', '5'],
          ],
        },
      ]),
      'b.csv.gz': gzipSync(june),
    });
    expect(await readAll(zip, { table: 'a.xlsx' })).toMatchObject({ format: 'xlsx', sheet: '订单', rows: [{ cells: ['1', '5'] }] });
    expect(await readAll(zip, { table: 'b.csv.gz' })).toMatchObject({ format: 'csv', rows: [{}, {}] });
    expect(
      await readAll(
        gzipSync(
          workbookOf([
            {
              name: 's',
              rows: [
                ['a', 'b'],
                ['1', '2'],
              ],
            },
          ]),
        ),
      ),
    ).toMatchObject({ format: 'xlsx', rows: [{}] });
    const bytes = zipOf({ 'XXXX.csv': june });
    const name = encoded('订单', 'gb18030');
    for (let at = bytes.indexOf('XXXX'); at !== -1; at = bytes.indexOf('XXXX', at)) name.copy(bytes, at);
    expect((await readAll(bytes)).tables).toEqual([{ name: '订单.csv', bytes: june.length }]);
    expect(readdirSync(folder).filter((one) => /\.\d+-/.test(one))).toEqual([]);
  });

  it('that is protected, damaged or holds no table says so', async () => {
    const locked = zipOf({ 'a.csv': june });
    locked.writeUInt16LE(1, locked.indexOf('PK\x01\x02') + 8);
    await expect(readAll(locked)).rejects.toMatchObject({ code: 'DQ_IMPORT_ARCHIVE', message: expect.stringContaining('password') });
    const changed = zipOf({ 'a.csv': june });
    changed.writeUInt32LE(7, changed.indexOf('PK\x01\x02') + 16);
    await expect(readAll(changed)).rejects.toMatchObject({ code: 'DQ_IMPORT_ARCHIVE' });
    await expect(readAll(zipOf({ 'a.pdf': 'x' }))).rejects.toMatchObject({ code: 'DQ_IMPORT_ARCHIVE', message: expect.stringContaining('"a.pdf"') });
    await expect(readAll(zipOf({}))).rejects.toMatchObject({ code: 'DQ_IMPORT_ARCHIVE' });
    await expect(readAll(zipOf({ 'a.dat': zipOf({ 'b.csv': june }) }))).rejects.toMatchObject({ code: 'DQ_IMPORT_ARCHIVE' });
    await expect(readAll(Buffer.from("7z\xbc\xaf'\x1c", 'latin1'))).rejects.toMatchObject({ code: 'DQ_IMPORT_FORMAT', message: expect.stringContaining('7z') });
    await expect(readAll(Buffer.from('Rar!\x1a\x07', 'latin1'))).rejects.toMatchObject({ message: expect.stringContaining('RAR') });
  });

  it('that is a bomb is refused: by what its directory says, and by what comes out of it', async () => {
    const dull = Buffer.alloc(300 * 1024 * 1024, '\n');
    dull.write('a,b\n');
    await expect(readAll(zipOf({ 'a.csv': dull }))).rejects.toMatchObject({ code: 'DQ_IMPORT_BOMB' });
    const liar = zipOf({ 'a.csv': dull });
    liar.writeUInt32LE(1000, liar.indexOf('PK\x01\x02') + 24);
    await expect(readAll(liar)).rejects.toMatchObject({ code: 'DQ_IMPORT_BOMB' });
    await expect(readAll(gzipSync(dull, { level: 9 }))).rejects.toMatchObject({ code: 'DQ_IMPORT_BOMB' });
  });
});
