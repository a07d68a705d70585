import type { RuleJson } from '@danqing/contracts';

const named = (segment: string): RuleJson => ({ segment });

/** Those who are in all of `inside` and in none of `outside`; each stands for its own rule, so it changes with them. */
export function exactlyIn(inside: readonly string[], outside: readonly string[]): RuleJson {
  const parts = [...inside.map(named), ...outside.map((key): RuleJson => ({ not: named(key) }))];
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { all: parts };
}

export const anyOf = (segments: readonly string[]): RuleJson => ({ any: segments.map(named) });
