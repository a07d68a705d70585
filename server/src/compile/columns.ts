import type { Compiled, EvaluationContext } from './context.ts';
import type { Measure, Path, Reading, Rule, Selection } from './rule.ts';
import { Compilation } from './sql/compilation.ts';
import { type Column, columnsSql } from './sql/columns.ts';

/** What one column of `compileColumns` holds. */
export type AskedColumn =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'trait'; readonly path: Path }
  | { readonly kind: 'tag'; readonly key: string; readonly field: string | null }
  | { readonly kind: 'line'; readonly measure: Reading; readonly carryMs: number | null }
  | { readonly kind: 'events'; readonly of: Selection; readonly most: number }
  | { readonly kind: 'created' };

/**
 * SQL that selects every profile once: `profile_id` and a column for each thing asked, under its name. A rule's column is 1 where it holds
 * and 0 elsewhere (UInt8); a measure's is Nullable(Float64); of a trait or tag there are `<name>` (Nullable(String), the single value's exact
 * text), `<name>_number` (Nullable(Float64)) and `<name>_list` (Array(String), the elements of a list); of a line, for who has no reading in
 * the measure's window, where the straight line between the last one before it and the next after it passes the window's middle, or the last one if it is at most
 * so old (Nullable(Float64)); of events an Array of (milliseconds,
 * message id, name), the newest first and at most so many; `created` is the DateTime64 when the profile came to be. All of them in one pass over
 * each source. Names are the caller's, never a person's, and
 * have an underscore, which no name of the compiler's own has. Faults as with members.
 */
export function compileColumns(asked: Readonly<Record<string, AskedColumn>>, context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  const columns = Object.entries(asked).map(([name, column]): Column => ({ name, ...column }));
  return compilation.finish(columnsSql(columns, compilation));
}
