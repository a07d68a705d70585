import { isDeepStrictEqual } from 'node:util';
import type { CleaningExample, CleaningRule } from '@danqing/contracts';
import type { JsonValue } from '#kernel';
import { compileRule } from './compile.ts';
import type { Surroundings } from './result.ts';

export interface ExampleResult {
  readonly ok: boolean;
  /** What came out, as JSON; or why the value was refused. */
  readonly said: string;
}

/** JSON that came over the wire. */
const isJson = (value: unknown): value is JsonValue => value !== undefined;

/** What a rule makes of its own examples: its unit tests. */
export function testExamples(rule: CleaningRule, around: Surroundings): readonly ExampleResult[] {
  const compiled = compileRule(rule, around);
  return rule.examples.map((example: CleaningExample) => {
    const { value, refused } = compiled.clean(isJson(example.in) ? example.in : undefined);
    const said = refused ?? JSON.stringify(value) ?? '';
    const ok =
      example.refused === true
        ? refused !== undefined
        : (refused === undefined || rule.otherwise === 'empty') && isDeepStrictEqual(value ?? null, example.out ?? null);
    return { ok, said };
  });
}
