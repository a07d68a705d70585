import { expect, it } from 'vitest';
import { allFolders, folderPath, isWithin } from './path.ts';

it('keeps a path without blanks and empty names, and refuses one that is too deep', () => {
  expect([folderPath(' 会员 / 华东 ', ''), folderPath('//a//b/', ''), folderPath('  ', '')]).toEqual(['会员/华东', 'a/b', '']);
  expect(() => folderPath('1/2/3/4/5/6/7', '/path')).toThrow('too deeply');
});

it('counts a folder and what is below it as within, and no folder whose name only begins alike', () => {
  expect([isWithin('a', 'a'), isWithin('a/b', 'a'), isWithin('ab', 'a'), isWithin('a', 'a/b')]).toEqual([true, true, false, false]);
});

it('knows the folders above those that are named', () => expect(allFolders(['b/c/d', 'a', '', 'b/c'])).toEqual(['a', 'b', 'b/c', 'b/c/d']));
