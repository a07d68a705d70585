import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RowsOptions } from '../opened.ts';
import { openRows } from '../rows.ts';
import { numberText } from './cell.ts';
import { type TestSheet, workbookOf } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-xlsx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: Buffer, options: Partial<RowsOptions> = {}) {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  const file = await openRows(path, { columns: [], ...options });
  const rows = [];
  const rejected = [];
  for await (const batch of file.batches) {
    rows.push(...batch.rows);
    rejected.push(...batch.rejected);
  }
  return { ...file, rows, rejected };
}

const sheet: TestSheet = {
  name: '会员',
  rows: [
    ['手机号', '注册日期', '最近下单', '余额', '已验证', '备注'],
    [
      { raw: '13812345678' },
      { raw: '45352', style: 'date' },
      { raw: '45352.604178240741', style: 'moment' },
      { raw: '0.30000000000000004' },
      true,
      { inline: 'a & b <c>' },
    ],
    [
      '000123456789012345678',
      { raw: '45352.99999999999', style: 'moment' },
      { raw: '0.5', style: 'time' },
      { raw: '1299', style: 'money' },
      false,
      { error: '#N/A' },
    ],
  ],
};

describe('a workbook', () => {
  it('is read as rows of texts: dates as dates, numbers without noise, long runs of digits exactly', async () => {
    const { format, columns, headerRow, rows } = await read(workbookOf([sheet]));
    expect([format, columns, headerRow]).toEqual(['xlsx', ['手机号', '注册日期', '最近下单', '余额', '已验证', '备注'], 1]);
    expect(rows).toEqual([
      { number: 1, cells: ['13812345678', '2024-03-01', '2024-03-01 14:30:01', '0.3', 'true', 'a & b <c>'] },
      { number: 2, cells: ['000123456789012345678', '2024-03-02', '12:00:00', '1299', 'false', ''] },
    ]);
  });

  it('counts days from 1904 where it says so, and may carry prefixes', async () => {
    const rows = [
      ['d', 'x'],
      [{ raw: '43890', style: 'date' as const }, 'y'],
    ];
    expect((await read(workbookOf([{ name: 'a', rows }], { is1904: true, prefix: 'x:' }))).rows).toEqual([{ number: 1, cells: ['2024-03-01', 'y'] }]);
  });

  it('may have a title, a date and groups of headings above its heading: rows are counted from the heading', async () => {
    const rows = [
      ['2024年3月销售明细'],
      ['导出时间:2024-04-01 08:00'],
      [],
      ['订单', null, null, '买家', null],
      ['订单号', '商品', '数量', '昵称', '手机'],
      ['A1', '茶', 2, '小王', '13800138000'],
      [],
      ['A2', '茶', 1, '小李', '13900139000'],
    ];
    const { columns, headerRow, rows: found } = await read(workbookOf([{ name: '明细', rows, merged: ['A1:E1', 'A4:C4', 'D4:E4'] }]));
    expect([columns, headerRow]).toEqual([['订单号', '商品', '数量', '昵称', '手机'], 5]);
    expect(found.map(({ number }) => number)).toEqual([1, 3]);
  });

  it('is read at the sheet with the most rows, or at the one that is named', async () => {
    const book = workbookOf([
      { name: '说明', rows: [['这是说明']] },
      sheet,
      {
        name: '汇总',
        rows: [
          ['店', '额'],
          ['一店', 3],
        ],
      },
    ]);
    const largest = await read(book);
    expect([largest.sheet, largest.sheets]).toEqual([
      '会员',
      [
        { name: '说明', rows: 1 },
        { name: '会员', rows: 3 },
        { name: '汇总', rows: 2 },
      ],
    ]);
    expect((await read(book, { sheet: '汇总' })).rows).toEqual([{ number: 1, cells: ['一店', '3'] }]);
    await expect(read(book, { sheet: '汇  总' })).rejects.toMatchObject({ code: 'DQ_IMPORT_MAPPING', errors: [{ path: '/sheet', suggestion: '会员' }] });
  });

  it('gives columns without a name their letters, and two of one name a number', async () => {
    const rows = [
      ['编号', '备注', null, '备注'],
      ['1', 'a', 'b', 'c'],
      ['2', 'a'],
    ];
    const { columns, rows: found } = await read(workbookOf([{ name: 'a', rows }]));
    expect(columns).toEqual(['编号', '备注 (1)', 'column C', '备注 (2)']);
    expect(found[1]?.cells).toEqual(['2', 'a', '', '']);
  });

  it('that is old, damaged, protected or none at all is refused with what to do', async () => {
    const whole = workbookOf([sheet]);
    await expect(read(whole.subarray(0, whole.length - 30))).rejects.toMatchObject({ code: 'DQ_IMPORT_XLSX' });
    await expect(read(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toMatchObject({ code: 'DQ_IMPORT_FORMAT', message: expect.stringContaining('XLS') });
    await expect(read(Buffer.from('\ufeff<html><table><tr><td>1'))).rejects.toMatchObject({
      code: 'DQ_IMPORT_FORMAT',
      message: expect.stringContaining('web page'),
    });
    await expect(read(workbookOf([{ name: 'leer', rows: [] }]))).rejects.toMatchObject({ code: 'DQ_IMPORT_EMPTY' });
  });
});

describe('a number of a workbook', () => {
  it('is what Excel shows: 15 digits, no exponents, whole runs of digits untouched', () => {
    expect(['19.989999999999998', '1.1E-5', '6225880123456789', '123456789012345678', '1.2E+3', '-0.5', '13085.0'].map(numberText)).toEqual([
      '19.99',
      '0.000011',
      '6225880123456789',
      '123456789012345678',
      '1200',
      '-0.5',
      '13085',
    ]);
  });
});
