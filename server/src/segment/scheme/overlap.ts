import type { SchemePreview } from '@danqing/contracts';
import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext, type Rule } from '#compile';

/** How many people fit exactly these rules (by place). */
export interface Fit {
  readonly fits: readonly number[];
  readonly people: number;
}

/** SQL selecting `fits, people`: everybody by the rules they fit. */
export function fitsSql(rules: readonly Rule[], context: EvaluationContext): Compiled {
  const { sql, params } = compileColumns(
    Object.fromEntries(rules.map((rule, index): [string, AskedColumn] => [`in_${index}`, { kind: 'rule', rule }])),
    context,
  );
  const held = rules.map((_, index) => `in_${index}`).join(', ');
  return {
    sql: `SELECT arrayFilter((place, holds) -> holds, range(${rules.length}), [${held}]) AS fits, count() AS people FROM (${sql}) GROUP BY fits`,
    params,
  };
}

/** Who fits what, before the order decides. */
export function overlapOf(rules: number, found: readonly Fit[]): NonNullable<SchemePreview['overlap']> {
  const places = Array.from({ length: rules }, (_, place) => place);
  const sum = (wanted: (fits: readonly number[]) => boolean): number => found.reduce((all, { fits, people }) => (wanted(fits) ? all + people : all), 0);
  const shared = places.map((a) => places.map((b) => sum((fits) => fits.includes(a) && fits.includes(b))));
  return { several: sum((fits) => fits.length > 1), alone: places.map((place) => shared[place]?.[place] ?? 0), shared };
}
