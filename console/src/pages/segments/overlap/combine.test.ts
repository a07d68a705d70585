import { expect, it } from 'vitest';
import { anyOf, exactlyIn } from './combine.ts';

it('says who is in exactly these segments, and who is in any', () => {
  expect(exactlyIn(['a'], [])).toEqual({ segment: 'a' });
  expect(exactlyIn(['a', 'b'], ['c'])).toEqual({ all: [{ segment: 'a' }, { segment: 'b' }, { not: { segment: 'c' } }] });
  expect(anyOf(['a', 'b'])).toEqual({ any: [{ segment: 'a' }, { segment: 'b' }] });
});
