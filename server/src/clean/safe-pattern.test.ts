import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safePattern } from './safe-pattern.ts';

const matches = (pattern: string, text: string): boolean => {
  const shape = safePattern(pattern);
  return typeof shape === 'string' ? false : shape.test(text);
};

it('takes what RE2 would take, for the whole value, upper and lower case alike', () => {
  expect(matches('test\\d{1,4}@example\\.com', 'TEST12@example.com')).toBe(true);
  expect(matches('test', 'my test')).toBe(false);
  expect(matches('(?:foo|bar)-[a-z]+', 'bar-x')).toBe(true);
  expect(matches('[^\\]]+', 'abc')).toBe(true);
});

it('refuses what RE2 cannot and what could take for ever', () => {
  for (const pattern of ['(a)\\1', '(?=a)b', '(?<!a)b', '(a+)+', '(a|a)*', '(?:a*b)*', '((a+)b){2,}', '.*.*.*x', 'a{1000}', '(', '[', 'a**'])
    expect([pattern, typeof safePattern(pattern)]).toEqual([pattern, 'string']);
});

it('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      expect(['string', 'object']).toContain(typeof safePattern(text));
    }),
    { numRuns: 2000 },
  );
});
