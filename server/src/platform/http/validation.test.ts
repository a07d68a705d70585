import { expect, it } from 'vitest';
import Type from 'typebox';
import { Fault } from '#kernel';
import { compileValidator } from './validation.ts';

const Period = Type.Object({ limit: Type.Integer({ minimum: 1 }), days: Type.Number() }, { additionalProperties: false });
const schema = Type.Object({ period: Type.Union([Period, Type.Null()]) });
const validate = compileValidator({ schema, method: 'PUT', url: '/', httpPart: 'body' });
const faultsOf = (period: unknown): unknown => {
  const answer: unknown = validate({ period });
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined;
  return error instanceof Fault ? error.errors : [];
};

it('tells what is wrong inside a value that might be null, and of null itself only where nothing else would do', () => {
  expect(faultsOf({ limit: 0, days: 30 })).toEqual([{ path: '/period/limit', code: 'DQ_RANGE', message: 'must be >= 1' }]);
  expect(faultsOf(30)).toEqual([{ path: '/period', code: 'DQ_TYPE', message: 'must be object or null' }]);
  expect(faultsOf(null)).toEqual([]);
});

it('takes a property that is not known, and reads nearly like a required one that is missing, for one mistake', () => {
  expect(faultsOf({ limit: 3, day: 30 })).toEqual([
    { path: '/period/day', code: 'DQ_UNKNOWN_PROPERTY', message: 'is not known here; days is required', suggestion: 'days' },
  ]);
  expect(faultsOf({ limit: 3, colour: 'red' })).toEqual([
    { path: '/period/days', code: 'DQ_REQUIRED', message: 'is required' },
    { path: '/period/colour', code: 'DQ_UNKNOWN_PROPERTY', message: 'is not known here' },
  ]);
});
