import type { Compiled, EvaluationContext, Vocabulary } from './context.ts';
import { Faults } from './parse/faults.ts';
import { pathAt, subjectAt } from './parse/path.ts';
import { tagAt } from './parse/tag.ts';
import { Compilation } from './sql/compilation.ts';
import { columnsSql, type Column } from './sql/columns.ts';
import { jsonReading, type Reading } from './sql/reading.ts';
import { subjectReading } from './sql/where.ts';
import { tables } from './tables.ts';
import { storedNames } from './vendor-names.ts';

/** A field whose values are looked up; names as rules write them. `event` '*' is any. */
export interface FieldSource {
  readonly of: 'trait' | 'property' | 'tag' | 'product';
  readonly path: string;
  readonly event?: string;
}

export interface ValuesAsked {
  /** Only values that contain this, whatever the case; '' all. */
  readonly search: string;
  /** How many rows with a value are looked at; of people see `EvaluationContext.oneIn`. */
  readonly rows: number;
  readonly most: number;
}

/**
 * SQL that selects `value, count`, the most frequent first: of people the values of a trait or tag, of events or products those of some rows that have
 * any. Null for a name that cannot be read. Of lists every element counts, once a row.
 */
export function compileFieldValues(source: FieldSource, asked: ValuesAsked, vocabulary: Vocabulary, context: EvaluationContext): Compiled | null {
  const compilation = new Compilation(context);
  const items = itemsSql(source, asked.rows, vocabulary, compilation);
  if (items === null) return null;
  const { binder } = compilation;
  const found = asked.search === '' ? '' : ` AND positionCaseInsensitiveUTF8(value, ${binder.text(asked.search)}) > 0`;
  return compilation.finish(
    `SELECT value, count() AS count FROM (SELECT arrayJoin(arrayDistinct(items)) AS value FROM (${items})) WHERE value != ''${found} GROUP BY value ORDER BY count DESC, value LIMIT ${binder.bind(asked.most, 'UInt32')}`,
  );
}

function itemsSql(source: FieldSource, rows: number, vocabulary: Vocabulary, compilation: Compilation): string | null {
  switch (source.of) {
    case 'trait':
    case 'tag': {
      const column = columnOf(source, vocabulary);
      if (column === null) return null;
      return `SELECT if(empty(asked_value_list), [ifNull(asked_value, '')], asked_value_list) AS items FROM (${columnsSql([column], compilation)})`;
    }
    case 'property': {
      const subject = subjectAt(source.path, '', new Faults());
      if (subject === null || (subject.kind !== 'property' && subject.kind !== 'context')) return null;
      return eventsSql(subjectReading(subject, compilation.context.listPaths), source.event ?? '*', rows, compilation);
    }
    case 'product': {
      const path = pathAt(source.path, '', new Faults());
      if (path === null) return null;
      const { binder, context } = compilation;
      const where = `workspace = ${binder.bind(context.workspace, 'UInt32')} AND kind = 'product'`;
      return `SELECT items FROM (SELECT ${readItems(jsonReading('attributes', path, undefined))} AS items FROM ${tables.entities} WHERE ${where}) WHERE notEmpty(items) LIMIT ${binder.bind(rows, 'UInt32')}`;
    }
  }
}

function columnOf(source: FieldSource, vocabulary: Vocabulary): Column | null {
  const name = 'asked_value';
  const faults = new Faults();
  if (source.of === 'trait') {
    const path = pathAt(source.path, '', faults);
    return path === null ? null : { name, kind: 'trait', path };
  }
  const tag = tagAt(source.path, '', { faults, warnings: new Faults(), vocabulary });
  return tag === null ? null : { name, kind: 'tag', key: tag.key, field: tag.field };
}

function eventsSql(reading: Reading, event: string, rows: number, { binder, context }: Compilation): string {
  const workspace = `workspace = ${binder.bind(context.workspace, 'UInt32')}`;
  const named =
    event === '*'
      ? ''
      : ` AND event IN (${storedNames(event)
          .map((name) => binder.text(name))
          .join(', ')})`;
  return `SELECT items FROM (SELECT ${readItems(reading)} AS items FROM ${tables.events} WHERE ${workspace}${named}) WHERE notEmpty(items) LIMIT ${binder.bind(rows, 'UInt32')}`;
}

/** What is known at a place, as an Array(String): a single text, or the elements of a list. */
function readItems({ text, list }: Reading): string {
  const single = text === null ? null : `if(ifNull(${text}, '') = '', [], [assumeNotNull(${text})])`;
  const elements = list === null ? null : `arrayFilter(x -> x != '', arrayMap(x -> ifNull(x, ''), ${list}))`;
  if (single === null) return elements ?? "CAST([], 'Array(String)')";
  return elements === null ? single : `arrayConcat(${single}, ${elements})`;
}
