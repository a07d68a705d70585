import type { Operator } from '@danqing/contracts';
import { expect, it } from 'vitest';
import type { JsonValue } from '#kernel';
import { compileTest } from './operators.ts';

const moment = { at: Date.UTC(2024, 5, 15), zone: 'Asia/Shanghai' };

const cases: readonly (readonly [Operator, unknown, readonly JsonValue[], readonly JsonValue[]])[] = [
  ['eq', 5, ['5', '5.0', '+5', '5e0', 5, ' 5 ', [4, 5]], ['05a', '', null, '6', true, [], {}, [null]]],
  ['eq', '01', ['01'], ['1', 1, ' 01']],
  ['eq', true, [true, 'true'], ['True', 1, '1', null]],
  ['ne', 'a', ['b', 0], ['a', '', '  ', null]],
  ['gt', 10, ['10.5', 11], ['10', '9', 'x', '']],
  ['lte', 0, ['0', '-3', 0], ['1', '', 'x', null]],
  ['gt', 'b', ['c', 'ba', '😀'], ['a', 'b', '']],
  ['between', [1, 3], ['1', 2, '3'], ['0.99', '3.01', '']],
  ['in', ['a', 7], ['a', '7', '7.0'], ['b', '8', '']],
  ['nin', ['a', 7], ['b', 8], ['a', '7', '']],
  ['contains', 'ab', ['xaby'], ['AB', '']],
  ['ncontains', 'ab', ['AB'], ['xaby', '']],
  ['startsWith', 'C', ['C123'], ['c1', '1C', '']],
  ['endsWith', '0', ['10', 10], ['01']],
  ['exists', undefined, ['a', 0, false, [], {}], ['', ' ', null]],
  ['missing', undefined, ['', ' \t', null], ['a', 0, false, []]],
  ['before', '2024-01-01', ['2023-12-31', '2023-12-31T15:59:59Z'], ['2024-01-01', 'x', '']],
  ['after', '2024-01-01', ['2024-01-01 00:00:01'], ['2023-12-31T16:00:00Z', '']],
  ['withinLast', { n: 30, unit: 'day' }, ['2024-06-01', '2024-05-17'], ['2024-05-10', '2024-06-16', '']],
  ['withinNext', { n: 1, unit: 'month' }, ['2024-07-01'], ['2024-06-01', '2024-08-01']],
];

it.each(cases)('%s %j holds for what it should and for nothing else', (op, value, holding, failing) => {
  const test = compileTest(op, value, moment);
  expect(holding.map(test)).toEqual(holding.map(() => true));
  expect(failing.map(test)).toEqual(failing.map(() => false));
});
