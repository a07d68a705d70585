import { describe, expect, it } from 'vitest';
import { fileReader } from '../read/testing.ts';
import { workbookOf } from '../read/xlsx/testing.ts';
import { prepareImport, readMessages } from '../run/events.ts';
import { createTally } from '../run/tally.ts';
import { recogniseFile } from './recognise.ts';

const { folder, fileOf } = fileReader('till');

/** What a file's events add up to, made with what is proposed for it: sales, refunds, and the net that a till has. */
async function totalsOf(content: string | Buffer) {
  const path = fileOf(content);
  const { proposal, looksLike, problems } = await recogniseFile(path, { totalBytes: content.length });
  const tally = createTally();
  const totals = { sales: 0, refunds: 0 };
  const ids = new Set<string>();
  for await (const messages of readMessages(await prepareImport(path, proposal, { at: Date.UTC(2024, 5, 1), zone: 'Asia/Shanghai' }), {
    tally,
    folder,
    maxBytes: 1e7,
  })) {
    for (const { message, event } of messages) {
      const { properties, messageId } = JSON.parse(message);
      ids.add(messageId);
      if (event === 'Order Completed') totals.sales += properties.revenue;
      else totals.refunds += Math.abs(properties.revenue);
    }
  }
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return {
    system: looksLike?.system,
    problems,
    sales: rounded(totals.sales),
    refunds: rounded(totals.refunds),
    net: rounded(totals.sales - totals.refunds),
    events: [tally.made, ids.size],
    skipped: Object.fromEntries(tally.skipped),
    rejected: tally.rejected(),
    isWhole: tally.rows === tally.used + tally.rejectedCount + [...tally.skipped.values()].reduce((sum, one) => sum + one, 0),
  };
}

describe('the totals of a file are the till’s', () => {
  it('of a workbook of orders, paid, given back in part and whole, closed and never paid', async () => {
    const heading = ['订单编号', '买家会员名', '买家实际支付金额', '订单状态', '宝贝标题', '联系手机', '订单创建时间', '退款状态', '退款金额'];
    const rows = [
      ['1', 'tb1', { raw: '189' }, '交易成功', '茶', '13812345678', '2024-03-01 10:00:00', '没有申请退款', { raw: '0' }],
      ['2', 'tb2', { raw: '99.5' }, '交易成功', '茶', '13812345679', '2024-03-01 11:00:00', '部分退款', { raw: '20.25' }],
      ['3', 'tb3', { raw: '50' }, '交易关闭', '茶', '13812345670', '2024-03-01 12:00:00', '退款成功', { raw: '50' }],
      ['4', 'tb4', { raw: '0' }, '交易关闭', '茶', '13812345671', '2024-03-01 13:00:00', '', ''],
      ['5', 'tb5', { raw: '70' }, '交易成功', '茶', '13812345672', '2024-03-01 14:00:00', '退款关闭', { raw: '70' }],
      ['6', 'tb6', { raw: '30' }, '等待买家付款', '茶', '13812345673', '2024-03-01 15:00:00', '', ''],
    ];
    expect(await totalsOf(workbookOf([{ name: 'ExportOrderList', rows: [heading, ...rows] }]))).toEqual({
      system: 'taobao_orders',
      problems: [],
      sales: 408.5,
      refunds: 70.25,
      net: 338.25,
      events: [6, 6],
      skipped: { 'not paid or closed': 2 },
      rejected: [],
      isWhole: true,
    });
  });

  it('of a till’s day, where a receipt’s number stands on its first line, and returns are negative', async () => {
    const heading = ['小票号', '交易时间', '会员手机号', '商品编码', '商品名称', '数量', '单价', '金额', '收银员'];
    const rows = [
      ['日结单', '门店：一店', '日期：2024-03-01'],
      heading,
      ['0001', '2024-03-01 09:00:00', '13812345678', 'A', '酱油', { raw: '2' }, { raw: '12.5' }, { raw: '25' }, '小刘'],
      [null, null, null, 'B', '米', { raw: '1' }, { raw: '60' }, { raw: '60' }, null],
      ['0002', '2024-03-01 09:10:00', '13812345679', 'A', '酱油', { raw: '1' }, { raw: '12.5' }, { raw: '12.5' }, '小刘'],
      ['0003', '2024-03-01 09:20:00', '13812345678', 'A', '酱油', { raw: '-1' }, { raw: '12.5' }, { raw: '-12.5' }, '小刘'],
      ['0004', '2024-03-01 09:30:00', '13812345670', 'B', '米', { raw: '3' }, { raw: '60' }, { raw: '180' }, '小陈'],
      [null, null, null, 'A', '酱油', { raw: '2' }, { raw: '12.5' }, { raw: '25' }, null],
      ['0005', '2024-03-01 09:40:00', null, 'A', '酱油', { raw: '1' }, { raw: '12.5' }, { raw: '12.5' }, '小陈'],
    ];
    const found = await totalsOf(workbookOf([{ name: '日结', rows }]));
    expect(found).toMatchObject({ system: 'pos_lines', sales: 302.5, refunds: 12.5, net: 290, events: [4, 4], skipped: { 'no customer': 1 }, isWhole: true });
  });

  it('of a shop’s lines, of which one was given back', async () => {
    const found = await totalsOf(
      [
        '主订单编号,子订单编号,选购商品,商品数量,商品单价,订单应付金额,收件人手机号,订单提交时间,订单状态,售后状态,流量来源',
        '690,690_0,面膜,2,49.50,148.5,13812345678,2024-03-01 10:12:33,已完成,-,直播',
        '690,690_1,面霜,1,49.50,148.5,13812345678,2024-03-01 10:12:33,已完成,退款成功,直播',
        '691,691_0,面膜,2,49.50,99,15900001111,2024-03-02 20:01:05,已完成,-,直播',
        '692,692_0,面膜,2,49.50,99,15900001112,2024-03-02 20:01:05,已关闭,退款成功,直播',
      ].join('\n'),
    );
    expect(found).toMatchObject({ system: 'douyin_orders', sales: 346.5, refunds: 148.5, net: 198, skipped: {}, isWhole: true });
  });

  it('of Shopify, whose later lines say only what they sold', async () => {
    const found = await totalsOf(
      [
        'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount',
        '#1001,ann@example.org,partially_refunded,2024-03-01 10:00:00 -0500,USD,40,8,48,2024-03-01 09:59:00 -0500,1,Mug,15,15',
        '#1001,ann@example.org,,,,,,,2024-03-01 09:59:00 -0500,1,Pot,25,',
        '#1002,bob@example.org,pending,,USD,40,0,40,2024-03-02 09:59:00 -0500,1,Mug,15,0',
        '#1002,bob@example.org,,,,,,,2024-03-02 09:59:00 -0500,1,Pot,25,',
        '#1003,eva@example.org,refunded,2024-03-03 10:00:00 -0500,USD,21,0,21,2024-03-03 09:59:00 -0500,1,Mug,21,21',
      ].join('\n'),
    );
    expect(found).toMatchObject({
      system: 'shopify_orders',
      sales: 69,
      refunds: 36,
      net: 33,
      events: [4, 4],
      skipped: { 'not paid or closed': 2 },
      isWhole: true,
    });
  });
});
