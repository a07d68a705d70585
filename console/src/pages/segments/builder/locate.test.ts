import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineOf, locate, offsetOf } from './locate.ts';

it('finds the value behind a pointer, however it is laid out', () => {
  const text = '{\n  "all": [\n    { "trait": "a\\"}]", "op": "eq" },\n    { "not": {"has":"phone"} }\n  ]\n}';
  expect(text.slice(locate(text, '/all/1/not/has')).startsWith('"phone"')).toBe(true);
  expect(text.slice(locate(text, '/all/0/op')).startsWith('"eq"')).toBe(true);
  expect(text.slice(locate(text, '/all/7')).startsWith('[')).toBe(true);
  expect(lineOf(text, locate(text, '/all/1'))).toEqual({ line: 4, column: 5 });
  expect(offsetOf(text, 4, 5)).toBe(locate(text, '/all/1'));
});

it('finds every value of any JSON', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.constantFrom(undefined, 2), (json, indent) => {
      const value: unknown = JSON.parse(json);
      const text = JSON.stringify(value, null, indent);
      for (const [pointer, inner] of pointersOf(value))
        expect(text.slice(locate(text, pointer)).startsWith(JSON.stringify(inner, null, indent)?.[0] ?? '')).toBe(true);
    }),
  );
});

function pointersOf(value: unknown, at = ''): readonly (readonly [string, unknown])[] {
  const inner = Array.isArray(value) ? [...value.entries()] : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[at, value], ...inner.flatMap(([key, one]) => pointersOf(one, `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`))];
}
