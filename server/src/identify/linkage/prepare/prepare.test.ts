import { describe, expect, it } from 'vitest';
import { addressTokens } from './address.ts';
import { foldDate } from './date.ts';
import { fold, foldCode } from './fold.ts';
import { preparer } from './forms.ts';
import { loadHan } from './han.ts';

describe('what records are compared by', () => {
  it.each([
    ['  O’Brien-SMITH ', 'obrien smith'],
    ['ＺＨＡＮＧ　三', 'zhang三'],
    ['Müller', 'muller'],
    ['N/A', ''],
    ['张 三', '张三'],
  ])('folds %s into %s', (raw, folded) => {
    expect(fold(raw)).toBe(folded);
  });

  it.each([
    ['1999-02-19', '19990219'],
    ['19/02/1999', '19990219'],
    ['02/19/1999', '19990219'],
    ['1999年2月9日', '19990209'],
    ['9 Feb 1999', '19990209'],
    ['19991344', '19991344'],
    ['19021999', '19990219'],
  ])('reads the date %s as %s', (raw, day) => {
    expect(foldDate(raw)).toBe(day);
  });

  it('keeps of a code letters and digits, and of a telephone number what is said at home', () => {
    expect(foldCode(' 4011.0 ')).toBe('4011');
    expect(foldCode('AB-12 34')).toBe('ab1234');
    const digits = preparer('digits');
    expect(['+86 138-0013-8000', '0086 13800138000', '13800138000'].map(digits)).toEqual(['13800138000', '13800138000', '13800138000']);
    expect(digits('(02) 9374 4000')).toBe(digits('+61 2 9374 4000'));
  });

  it('takes addresses apart, English and Chinese', () => {
    expect(addressTokens(fold('12 Tullaroop Street'))).toEqual(addressTokens(fold('12 tullaroop st.')));
    expect(addressTokens('上海市人民路12号3楼')).toEqual(['12号', '3楼', '上海市', '人民路'].toSorted());
  });

  it('reads Chinese names by pinyin, surnames as surnames, traditional characters as simplified ones', async () => {
    const han = await loadHan();
    expect(han.simplify('張偉國')).toBe('张伟国');
    expect(han.latin('张伟国')).toBe('zhangweiguo');
    expect(han.latin('曾宪梓')).toBe('zengxianzi');
    const [text, latin] = [preparer('text', han), preparer('latin', han)];
    expect(text('劉德華')).toBe(text('刘德华'));
    expect(latin('张 伟')).toBe(latin('Zhang Wei'));
  });
});
