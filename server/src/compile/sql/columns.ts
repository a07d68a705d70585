import type { Measure, Path, Reading as Readings, Rule, Selection } from '../rule.ts';
import type { Compilation } from './compilation.ts';
import { type SourceName, union } from './expression.ts';
import type { Frame } from './frame.ts';
import { numberSql, type Reading } from './reading.ts';
import { lineSql } from './line.ts';
import { measureQuantity, ruleCondition } from './rule.ts';
import { frameOf, selectSql } from './select.ts';

export type Column = { readonly name: string } & (
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'trait'; readonly path: Path }
  | { readonly kind: 'tag'; readonly key: string; readonly field: string | null }
  | { readonly kind: 'line'; readonly measure: Readings; readonly carryMs: number | null }
  | { readonly kind: 'events'; readonly of: Selection; readonly most: number }
  | { readonly kind: 'created' }
);

interface Selected {
  /** `expression AS name`. */
  readonly items: readonly string[];
  readonly sources: ReadonlySet<SourceName>;
}

/** SQL of `profile_id` and the columns, one row for everybody; what a profile has nothing of is the column's value over nothing. */
export function columnsSql(columns: readonly Column[], compilation: Compilation): string {
  const frame = frameOf(compilation);
  const selected = columns.map((column) => selectedOf(column, frame));
  return selectSql(
    frame,
    [],
    selected.map(({ items }) => items.map((item) => `, ${item}`).join('')).join(''),
    union(...selected.map(({ sources }) => sources)),
  );
}

function selectedOf(column: Column, frame: Frame): Selected {
  switch (column.kind) {
    case 'rule': {
      const condition = ruleCondition(column.rule, frame, []);
      return { items: [`toUInt8(${condition.sql}) AS ${column.name}`], sources: condition.sources };
    }
    case 'measure': {
      const quantity = measureQuantity(column.measure, frame);
      return { items: [`CAST(${quantity.sql}, 'Nullable(Float64)') AS ${column.name}`], sources: quantity.sources };
    }
    case 'line':
      return { items: [`CAST(${lineSql(column.measure, column.carryMs, frame.events)}, 'Nullable(Float64)') AS ${column.name}`], sources: new Set(['events']) };
    case 'events': {
      const newest = frame.events.column(column.of, newestSql);
      const most = frame.compilation.binder.bind(column.most, 'UInt32');
      return { items: [`arraySlice(${newest}, 1, ${most}) AS ${column.name}`], sources: new Set(['events']) };
    }
    case 'created':
      return { items: [`${frame.profileColumn('created_at')} AS ${column.name}`], sources: new Set(['profile']) };
    case 'trait':
      return stored(column.name, frame.trait(column.path), frame);
    case 'tag':
      return stored(column.name, frame.tag(column.key, column.field), frame);
  }
}

/** The events that count, newest first: (milliseconds, message id, name). */
const newestSql = (condition: string): string => `arrayReverseSort(groupArrayIf((toUnixTimestamp64Milli(ts), message_id, event), ${condition}))`;

/** What is stored, in the three ways it can be read. Those that nobody asks for cost nothing: the engine drops columns of a subquery that are not used. */
function stored(name: string, { reading, source }: { readonly reading: Reading; readonly source: SourceName }, frame: Frame): Selected {
  const placed = (sql: string): string => (source === 'profile' ? frame.profileColumn(sql) : sql);
  const text = reading.text ?? "CAST(NULL, 'Nullable(String)')";
  const known = reading.isNullable ? text : `nullIf(${text}, '')`;
  const number = reading.number ?? (reading.text === null ? "CAST(NULL, 'Nullable(Float64)')" : numberSql(known));
  const list = reading.list === null ? "CAST([], 'Array(String)')" : `arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), ${reading.list}))`;
  return {
    items: [`${placed(known)} AS ${name}`, `${placed(number)} AS ${name}_number`, `${placed(list)} AS ${name}_list`],
    sources: new Set([source]),
  };
}
