import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RowsOptions } from './opened.ts';
import { sampleFile } from './sample.ts';
import { fileReader } from './testing.ts';

const { fileOf, readAll: readWhole } = fileReader('rows');

async function readAll(content: string | Buffer, options: Partial<RowsOptions> = {}) {
  const { format, columns, rows, rejected } = await readWhole(content, options);
  return { format, columns, rows, rejected };
}

describe('a file of rows', () => {
  const csv = 'id,name\n1,"Zoë, 张"\n2,b\n';
  const expected = {
    format: 'csv',
    columns: ['id', 'name'],
    rows: [
      { number: 1, cells: ['1', 'Zoë, 张'] },
      { number: 2, cells: ['2', 'b'] },
    ],
    rejected: [],
  };

  it('is read the same plain, gzipped, with a byte order mark, in UTF-16 and in an encoding that is named', async () => {
    expect(await readAll(csv)).toEqual(expected);
    expect(await readAll(gzipSync(csv))).toEqual(expected);
    expect(await readAll(`\uFEFF${csv}`)).toEqual(expected);
    expect(await readAll(Buffer.from(`\uFEFF${csv}`, 'utf16le'))).toEqual(expected);
    expect(await readAll(Buffer.from('id,name\n1,\xd5\xc5\n', 'latin1'), { encoding: 'gb18030' })).toMatchObject({ rows: [{ cells: ['1', '张'] }] });
  });

  it('is found to be GB18030 by itself, and stays UTF-8 with a row of GB18030 in it', async () => {
    expect(await readAll(Buffer.from('id,\xd0\xd5\xc3\xfb\n1,\xd5\xc5\n', 'latin1'))).toMatchObject({
      columns: ['id', '姓名'],
      rows: [{ cells: ['1', '张'] }],
    });
    const damaged = Buffer.concat([Buffer.from('id,name\n1,张\n2,'), Buffer.from([0xd5, 0xc5]), Buffer.from('\n3,王芳\n')]);
    expect(await readAll(damaged)).toMatchObject({ rows: [{ cells: ['1', '张'] }, { cells: ['2', '张'] }, { cells: ['3', '王芳'] }] });
  });

  it('finds its format and delimiter by itself', async () => {
    expect(await readAll('id;name\n1;"Zoë, 张"\n2;b\n')).toEqual(expected);
    expect(await readAll('id\tname\r\n1\tZoë, 张\r\n2\tb')).toEqual({ ...expected, format: 'tsv' });
    expect(await readAll('id,name\r1,"Zoë, 张"\r2,b\r')).toEqual(expected);
    expect(await readAll('{"id": "1", "name": "Zoë, 张"}\n\n{"id":"2","name":"b","x":1}', { columns: ['id', 'name'] })).toEqual({
      ...expected,
      format: 'jsonl',
    });
  });

  it('reads paths and types of JSON lines', async () => {
    const { rows } = await readAll('{"a.b": 1, "a": {"b": 2, "c": [1]}}\n{"a": {"c": null}}\n{"__proto__": {"b": 5}}', {
      columns: ['a.b', 'a.c', '__proto__.b', 'toString'],
    });
    expect(rows.map((row) => row.cells)).toEqual([
      [1, [1], null, null],
      [null, null, null, null],
      [null, null, 5, null],
    ]);
  });

  it('counts a bad row with its number and reads on', async () => {
    const { rows, rejected } = await readAll(
      Buffer.concat([Buffer.from('a,b\n1,2\n3\n4,5,6\n'), Buffer.from([0x37, 0x2c, 0xff, 0xfe, 0x0a]), Buffer.from('8,"x"y\n9,\0\n')]),
    );
    expect(rejected).toEqual([
      { row: 2, reason: '1 cell where the header has 2' },
      { row: 3, reason: '3 cells where the header has 2' },
      { row: 4, reason: 'not valid text in this encoding' },
      { row: 5, reason: 'text follows a closing quote' },
    ]);
    expect(rows).toEqual([
      { number: 1, cells: ['1', '2'] },
      { number: 6, cells: ['9', '\0'] },
    ]);
    const json = await readAll('{"a":1}\n{"a":\n[1]\n{"a":2}', { columns: ['a'] });
    expect(json.rejected).toEqual([
      { row: 2, reason: 'not valid JSON' },
      { row: 3, reason: 'not a JSON object' },
    ]);
  });

  it('keeps memory flat in a line that never ends', async () => {
    const { rows, rejected } = await readAll(gzipSync(`{"a":1}\n{"a":"${'x'.repeat(30_000_000)}"}\n{"a":3}\n`), { columns: ['a'] });
    expect(rows.map((row) => row.number)).toEqual([1, 3]);
    expect(rejected).toEqual([{ row: 2, reason: 'longer than 1048576 characters' }]);
  });

  it.each([
    ['a cut-off Excel workbook', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('xl/workbook.xml')]), 'DQ_IMPORT_XLSX'],
    ['a cut-off archive', Buffer.from('PK\x03\x04abc'), 'DQ_IMPORT_ARCHIVE'],
    ['a damaged Parquet file', gzipSync('PAR1abc'), 'DQ_IMPORT_PARQUET'],
    ['a tar archive', gzipSync(Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar')])), 'DQ_IMPORT_FORMAT'],
    ['an empty file', '', 'DQ_IMPORT_EMPTY'],
    ['a cut-off gzip file', gzipSync('a,b\n'.repeat(100)).subarray(0, -6), 'DQ_IMPORT_GZIP'],
  ])('says what is wrong with %s', async (_name, content, code) => {
    await expect(readAll(content)).rejects.toMatchObject({ code });
  });

  it('is refused when most rows are in another encoding', async () => {
    const path = fileOf(Buffer.from('id,name\n1,caf\xe9\n2,\xe9t\xe9\n', 'latin1'));
    await expect(sampleFile(path, { columns: [], encoding: 'big5' })).rejects.toMatchObject({ code: 'DQ_IMPORT_ENCODING', errors: [{ path: '/encoding' }] });
  });
});
