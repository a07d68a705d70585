import { describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeFrom, recogniseFile } from './recognise.ts';
import { retarget } from './retarget.ts';

async function recognised(text: string | Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'danqing-test-compose-'));
  try {
    writeFileSync(join(folder, 'file'), text);
    return await recogniseFile(join(folder, 'file'), { totalBytes: text.length });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a text file', () => {
  it('is read in the encoding that spreadsheets write, and by its tabs', async () => {
    const text = '手机号\t姓名\r\n13800138000\t王小明\r\n13800138001\t李雷\r\n';
    const found = await recognised(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect([found.format, found.encoding, found.rows, found.columns.map(({ guess }) => guess.target)]).toEqual([
      'tsv',
      'utf-16le',
      2,
      ['identifier:phone', 'trait:name'],
    ]);
  });

  it('may be JSON lines, whose columns are the paths in them', async () => {
    const found = await recognised('{"email":"a@example.org","address":{"city":"Berlin"}}\n{"email":"b@example.org","vip":true}\n');
    expect(found.columns.map(({ name, guess }) => [name, guess.target])).toEqual([
      ['email', 'identifier:email'],
      ['address.city', 'trait:address.city'],
      ['vip', 'trait:vip'],
    ]);
  });
});

describe('a mapping that is composed', () => {
  it('takes addresses on one line apart, where a column of its own does not say a part', async () => {
    const found = await recognised(
      '会员手机号,收货地址,城市\n13800138000,上海市浦东新区世纪大道100号,上海\n13800138001,杭州市西湖区文三路1号,杭州\n13800138002,某小区3幢,\n',
    );
    expect(found.columns.map(({ guess, valid }) => [guess.target, valid])).toEqual([
      ['identifier:phone', 1],
      ['address', 2 / 3],
      ['trait:address.city', null],
    ]);
    expect(found.proposal?.traits).toEqual({
      'address.state': { column: '收货地址', type: 'address.province' },
      'address.city': { column: '城市' },
      'address.district': { column: '收货地址', type: 'address.district' },
      'address.street': { column: '收货地址', type: 'address.street' },
    });
  });

  it('waits for an answer where dates can be read in two ways', async () => {
    const found = await recognised('手机号,订单号,下单时间,实付金额\n13800138000,1,01/02/2024,5\n13800138001,2,03/04/2024,6\n13800138002,3,05/06/2024,7\n');
    expect([found.proposal, found.questions.map(({ column, options }) => [column, options.map(({ value }) => value)])]).toEqual([
      null,
      [['下单时间', ['d/M/yyyy', 'M/d/yyyy']]],
    ]);
    const targets = found.columns.map(({ guess }) => guess.target);
    expect(composeFrom(found.basis, 'orders', targets, 'd/M/yyyy').mapping?.timestamp).toEqual({ column: '下单时间', format: 'd/M/yyyy' });
  });

  it('takes refunds and what was never paid from the words of a status, and from amounts below zero', async () => {
    const rows = ['交易成功', '退款成功', '等待买家付款', '部分退款', '退款关闭'].map(
      (status, index) => `1380013800${index},${index},2024-03-0${index + 1},5,${status}`,
    );
    const found = await recognised(`手机号,订单号,下单时间,实付金额,订单状态\n${rows.join('\n')}\n`);
    expect(found.proposal?.when).toEqual([
      { if: { column: '手机号', op: 'missing' }, skip: 'no customer' },
      { if: { column: '订单状态', op: 'in', value: ['退款成功'] }, event: 'Order Completed' },
      { if: { column: '订单状态', op: 'in', value: ['等待买家付款'] }, skip: 'not paid or closed' },
      { event: 'Order Completed' },
    ]);
    expect(found.proposal?.also).toEqual([
      {
        if: { column: '订单状态', op: 'in', value: ['退款成功'] },
        event: 'Order Refunded',
        properties: { order_id: { column: '订单号' }, revenue: { column: '实付金额', type: 'number' } },
      },
    ]);
    const negative = await recognised('手机号,订单号,下单时间,实付金额\n13800138000,1,2024-03-01,5\n13800138001,2,2024-03-02,-5\n');
    expect(negative.proposal?.when).toContainEqual({ if: { column: '实付金额', op: 'lt', value: 0 }, event: 'Order Refunded' });
  });

  it('says what is missing, and takes another kind of table', async () => {
    const found = await recognised('品名,颜色\n茶,绿\n咖啡,棕\n');
    expect(found.problems.map(({ en }) => en)).toEqual([expect.stringContaining('who the rows are about')]);
    const targets = found.columns.map(({ guess, name, index }) => (index === 0 ? 'key' : retarget('products', guess.target, name, index)));
    expect(composeFrom(found.basis, 'products', targets, undefined)).toMatchObject({
      problems: [],
      mapping: { entity: 'product', key: { column: '品名' }, traits: { 颜色: { column: '颜色' } } },
    });
  });
});
