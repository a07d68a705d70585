import { describe, expect, it } from 'vitest';
import { hideExamples } from './hide-examples.ts';
import { reasonIn } from './reasons.ts';

describe('why a row was rejected', () => {
  it.each([
    ['1 cell where the header has 12', '这一行有 1 格，表头有 12 格'],
    ['3 cells where the header has 2', '这一行有 3 格，表头有 2 格'],
    ['the timestamp cannot be read', '时间无法读取'],
    ['no identifier', '没有能认出客户的标识'],
    ['price not above 0', '单价不大于 0'],
    ['停产', '停产'],
  ])('"%s" is said in Chinese, too', (english, chinese) => {
    expect([reasonIn('en', english), reasonIn('zh', english)]).toEqual([english, chinese]);
  });
});

describe('examples of a recognised file', () => {
  it('show nothing whole of a person, and of other columns what is no number or address of one', () => {
    const column = (target: string, ...examples: string[]) => ({ guess: { target }, examples });
    const columns = [
      column('identifier:phone', '13812345678', '+86 139 0013 9000'),
      column('trait:name', '王小明'),
      column('property:remark', '打 13812345678 或 ann.lee@example.org', '加糖'),
    ];
    const view = JSON.parse(JSON.stringify({ columns }));
    expect(hideExamples(view).columns.map(({ examples }) => examples)).toEqual([
      ['138****5678', '+****'],
      ['王**'],
      ['打 138****5678 或 a***@example.org', '加糖'],
    ]);
  });
});
