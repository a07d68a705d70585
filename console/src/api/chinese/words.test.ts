import { describe, expect, it } from 'vitest';
import { codes } from './codes.ts';
import { chineseOf } from './words.ts';

describe('refusals in Chinese', () => {
  it.each([
    ['DQ_SQL_NOT_ALLOWED', 'line 2, character 7: the function url cannot be used', '第 2 行第 7 个字符：不能使用函数 url。'],
    ['DQ_RULE_TEXT', 'line 1, column 9: "and", "or" or the end is expected here, not "xor"', '第 1 行第 9 个字符：这里应为 and、or 或结束，而不是 "xor"。'],
    ['DQ_SQL_TOO_LONG', 'it took longer than a statement may; ask for a shorter time or fewer columns', '运行时间超过上限，请缩小时间范围或减少列。'],
    [
      'DQ_RULE_PERSONAL',
      'phone holds personal data, which you see masked: it can be compared with whole values only (eq, ne, in, nin, exists, missing)',
      '“phone”是个人信息，对你打码显示，只能与完整的值比较（等于、不等于、已知、未知等）。',
    ],
    [
      'DQ_XLSX_LIMIT',
      'a cell of Excel holds 32767 characters, “text” in row 2 has 40000: cut it with substring(…), or take CSV',
      'Excel 一个单元格最多 32767 个字符，第 2 行的“text”有 40000 个：请用 substring(…) 截短，或改用 CSV。',
    ],
    ['DQ_RANGE', 'must be some number that nobody foresaw', '超出允许的范围。'],
    ['DQ_X', '已经是中文', '已经是中文'],
  ])('%s: %s', (code, message, said) => expect(chineseOf(code, message)).toBe(said));

  it('says nothing where nobody has words: the server’s stand', () => {
    expect(chineseOf('DQ_NEVER_HEARD', 'a thing of tomorrow')).toBeUndefined();
  });

  it('is Chinese in every code, and ends like a sentence', () => {
    for (const [code, words] of Object.entries(codes))
      expect([code, /^DQ_[A-Z_]+$/.test(code), /[㐀-鿿]/.test(words), words.endsWith('。')]).toEqual([code, true, true, true]);
  });
});
