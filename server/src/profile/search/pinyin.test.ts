import { describe, expect, it } from 'vitest';
import { pinyinPattern } from './pinyin.ts';

const finds = (letters: string, name: string): boolean => {
  const pattern = pinyinPattern(letters);
  return pattern !== undefined && new RegExp(pattern, 'u').test(name);
};

describe('names by their sound', () => {
  it('are found by whole syllables, joined or apart', () => {
    expect(finds('zhangwei', '张伟')).toBe(true);
    expect(finds('zhang wei', '章薇')).toBe(true);
    expect(finds('Zhang', '张三丰')).toBe(true);
    expect(finds('zhangwei', '李伟')).toBe(false);
  });

  it('are found while the last syllable is being typed', () => {
    expect(finds('zhangw', '张伟')).toBe(true);
    expect(finds('zhangwe', '张伟')).toBe(true);
    expect(finds('zhangx', '张伟')).toBe(false);
  });

  it('are found by initials', () => {
    expect(finds('zw', '张伟')).toBe(true);
    expect(finds('lxm', '李小明')).toBe(true);
    expect(finds('zw', '李伟')).toBe(false);
  });

  it('are found however a character may be read, and however the letters divide', () => {
    expect(finds('shan', '单雄信')).toBe(true);
    expect(finds('dan', '单雄信')).toBe(true);
    expect(finds('xian', '西安')).toBe(true);
    expect(finds('xian', '先')).toBe(true);
    expect(finds('lvbu', '吕布')).toBe(true);
    expect(finds('lübu', '吕布')).toBe(true);
  });

  it('are not looked for where the letters are no pinyin', () => {
    expect(pinyinPattern('smith')).toBeUndefined();
    expect(pinyinPattern('张')).toBeUndefined();
    expect(pinyinPattern('a')).toBeUndefined();
  });
});
