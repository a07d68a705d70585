import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { openRows } from '../rows.ts';
import { fileReader } from '../testing.ts';

const { readAll } = fileReader('parquet');
const real = fileURLToPath(new URL('../../../../../../../shared/data/online-retail/online_retail.parquet', import.meta.url));
const fileOf = (options: Parameters<typeof parquetWriteBuffer>[0]): Buffer => Buffer.from(parquetWriteBuffer(options));

describe('a Parquet file', () => {
  it('is read in its types, row group by row group', async () => {
    const at = new Date('2024-03-01T10:12:33.500Z');
    const bytes = fileOf({
      columnData: [
        { name: 'id', data: [1n, 9_007_199_254_740_993n, 3n], type: 'INT64' },
        { name: 'name', data: ['王小明', null, 'b'], type: 'STRING', nullable: true },
        { name: 'at', data: [at, at, at], type: 'TIMESTAMP' },
        { name: 'paid', data: [12.5, 1e21, Number.NaN], type: 'DOUBLE' },
        { name: 'vip', data: [true, false, true], type: 'BOOLEAN' },
      ],
      rowGroupSize: 2,
    });
    const found = await readAll(bytes);
    expect([found.format, found.columns, found.rowCount]).toEqual(['parquet', ['id', 'name', 'at', 'paid', 'vip'], 3]);
    expect(found.rows.map((row) => [row.number, ...row.cells])).toEqual([
      [1, 1, '王小明', '2024-03-01T10:12:33.500Z', 12.5, true],
      [2, '9007199254740993', null, '2024-03-01T10:12:33.500Z', 1e21, false],
      [3, 3, 'b', '2024-03-01T10:12:33.500Z', null, true],
    ]);
    expect((await readAll(gzipSync(bytes))).rows).toHaveLength(3);
  });

  it('has dates, wall clocks, times of day and exact decimals', async () => {
    const bytes = fileOf({
      schema: [
        { name: 'root', num_children: 4 },
        { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
        { name: 'local', type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' }, repetition_type: 'REQUIRED' },
        { name: 'clock', type: 'INT32', converted_type: 'TIME_MILLIS', repetition_type: 'REQUIRED' },
        { name: 'price', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18, repetition_type: 'REQUIRED' },
      ],
      columnData: [
        { name: 'day', data: [new Date('2024-02-29T00:00:00Z')] },
        { name: 'local', data: [new Date('2024-03-01T10:12:33Z')] },
        { name: 'clock', data: [36_753_500] },
        { name: 'price', data: [-0.05] },
      ],
    });
    expect((await readAll(bytes)).rows[0]?.cells).toEqual(['2024-02-29', '2024-03-01T10:12:33.000', '10:12:33.5', -0.05]);
  });

  it('with orders and their lines makes a row a line', async () => {
    const bytes = fileOf({
      columnData: [
        { name: 'id', data: [1, 2] },
        { name: 'who', data: [{ email: 'a@example.org' }, { email: 'b@example.org' }] },
        {
          name: 'items',
          data: [
            [
              { sku: 'A', n: 1 },
              { sku: 'B', n: 2 },
            ],
            [],
          ],
        },
      ],
      schema: [
        { name: 'root', num_children: 3 },
        { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'who', num_children: 1, repetition_type: 'OPTIONAL' },
        { name: 'email', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'items', num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
        { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
        { name: 'element', num_children: 2, repetition_type: 'OPTIONAL' },
        { name: 'sku', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'n', type: 'INT32', repetition_type: 'OPTIONAL' },
      ],
    });
    const found = await readAll(bytes);
    expect(found.columns).toEqual(['id', 'who.email', 'items[].sku', 'items[].n']);
    expect(found.rows.map((row) => row.cells)).toEqual([
      [1, 'a@example.org', 'A', 1],
      [1, 'a@example.org', 'B', 2],
      [2, 'b@example.org', null, null],
    ]);
  });

  it('that is damaged says so', async () => {
    const whole = fileOf({ columnData: [{ name: 'a', data: Array.from({ length: 100 }, (_, index) => `text ${index}`), type: 'STRING' }] });
    await expect(readAll(whole.subarray(0, -20))).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET' });
    await expect(readAll(Buffer.from('PAR1'))).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET' });
    await expect(readAll(Buffer.from('PAR1abcPAR1'))).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET' });
  });

  it.skipIf(!existsSync(real))('of half a million invoice lines has them all', async () => {
    const { columns, batches } = await openRows(real, { columns: [] });
    let [count, nobody] = [0, 0];
    let first: unknown;
    for await (const { rows } of batches) {
      first ??= rows[0];
      count += rows.length;
      nobody += rows.filter(({ cells }) => cells[6] === null).length;
    }
    expect([columns, count, nobody]).toEqual([
      ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'],
      525_461,
      107_927,
    ]);
    expect(first).toEqual({
      number: 1,
      cells: ['489434', '85048', '15CM CHRISTMAS GLASS BALL 20 LIGHTS', 12, '2009-12-01 07:45:00', 6.95, 13085, 'United Kingdom'],
    });
  });
});
