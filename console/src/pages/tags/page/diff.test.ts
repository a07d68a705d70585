import { expect, it } from 'vitest';
import { diffLines } from './diff.ts';

const said = (before: string, after: string): readonly string[] =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`);

it('keeps what stayed and says what came and went, the old before the new', () => {
  expect(said('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', '+d']);
  expect(said('a', 'a')).toEqual([' a']);
  expect(said('a\nb', 'b\na')).toEqual(['-a', ' b', '+a']);
});
