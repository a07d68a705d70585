import { describe, expect, it } from 'vitest';
import { drawnOf, seriesOf, textOf } from './chart-data.ts';

const columns = [
  { name: 'month', type: "DateTime64(3, 'Asia/Shanghai')" },
  { name: 'city', type: 'LowCardinality(Nullable(String))' },
  { name: 'sales', type: 'Nullable(Float64)' },
  { name: 'orders', type: 'UInt64' },
];
const rows = [
  ['2026-01', '上海', 10, 1],
  ['2026-01', '北京', 5, 2],
  ['2026-02', '上海', null, 3],
];

describe('a chart', () => {
  it('is drawn of what the columns hold where nothing is said, or what was said is gone', () => {
    expect(drawnOf({ kind: 'bar' }, columns)).toMatchObject({ x: 'month', y: ['sales', 'orders'] });
    expect(drawnOf({ kind: 'pie', x: 'gone', y: ['gone'] }, columns)).toMatchObject({ x: 'month', y: ['sales'] });
    expect(drawnOf({ kind: 'scatter' }, columns)).toMatchObject({ x: 'sales', y: ['orders'] });
  });

  it('has a series for each number, or for each value of a column; unknown is no zero', () => {
    expect(seriesOf(rows, columns, { x: 'month', y: ['sales', 'orders'], series: undefined })).toEqual({
      labels: ['2026-01', '2026-02'],
      series: [
        { name: 'sales', values: [15, null] },
        { name: 'orders', values: [3, 3] },
      ],
    });
    expect(seriesOf(rows, columns, { x: 'month', y: ['sales'], series: 'city' }).series).toEqual([
      { name: '上海', values: [10, null] },
      { name: '北京', values: [5, null] },
    ]);
  });

  it('names days as days', () => {
    expect([textOf('2026-01-01 00:00:00'), textOf('2026-01-01 08:00:00.000'), textOf(null), textOf([1])]).toEqual([
      '2026-01-01',
      '2026-01-01 08:00:00',
      '',
      '[1]',
    ]);
  });
});
