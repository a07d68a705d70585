import { expect, it } from 'vitest';
import { tableOf, valuesIn } from './values.ts';

it('parts what was pasted at lines and marks, once each, and leaves blanks within a value', () => {
  expect(valuesIn('138 0013 8000\n a@b.c ，x；y、z\tz\r\n\n')).toEqual(['138 0013 8000', 'a@b.c', 'x', 'y', 'z']);
  expect(valuesIn('  ')).toEqual([]);
});

it('makes a table that no value can break', async () => {
  expect(await tableOf(['a"b', '=1']).text()).toBe('value\n"a""b"\n"=1"');
});
