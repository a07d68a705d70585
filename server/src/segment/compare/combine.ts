import type { CombineInput, RuleJson } from '@danqing/contracts';

/** The rule of several segments put together; each stands for its own rule, so it changes with them. */
export function combinedRule({ op, of }: CombineInput): RuleJson {
  const named: readonly RuleJson[] = of.map((segment) => ({ segment }));
  if (op === 'union') return { any: [...named] };
  if (op === 'intersection') return { all: [...named] };
  const [first, ...others] = named;
  return { all: [...(first === undefined ? [] : [first]), ...others.map((other) => ({ not: other }))] };
}
