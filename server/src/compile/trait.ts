import type { Compiled, EvaluationContext, TagType } from './context.ts';
import type { Path } from './rule.ts';
import { Compilation } from './sql/compilation.ts';
import { tables } from './tables.ts';
import { jsonReading, numberSql } from './sql/reading.ts';

const datePattern = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])'";

/**
 * SQL that selects `profile_id, text, items`: everybody whose trait is known as a value of this type, at present. A list takes an array of
 * scalars, and a single text as a list of one; every other type takes single values that read as it.
 * Fact tags are copied by it; numbers among them are better read as a measure, which writes them all alike.
 */
export function compileTrait(path: Path, type: TagType, context: EvaluationContext): Compiled {
  const compilation = new Compilation(context);
  const reading = jsonReading('traits', path, context.listPaths);
  const single = reading.text ?? "CAST(NULL, 'Nullable(String)')";
  const elements = `arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), ${reading.list ?? '[]'}))`;
  const list = `if(isNotNull(${single}), [assumeNotNull(${single})], ${elements})`;
  const columns = type === 'list' ? `'' AS text, ${list} AS items` : `assumeNotNull(${single}) AS text, CAST([], 'Array(String)') AS items`;
  const population = `workspace = ${compilation.binder.bind(context.workspace, 'UInt32')} AND merged_into = 0`;
  return compilation.finish(`SELECT profile_id, ${columns} FROM ${tables.profiles} WHERE ${population} AND ${knownAs(type, single, list)}`);
}

function knownAs(type: TagType, single: string, list: string): string {
  switch (type) {
    case 'list':
      return `notEmpty(${list})`;
    case 'text':
      return `isNotNull(${single})`;
    case 'boolean':
      return `${single} IN ('true', 'false')`;
    case 'date':
      return `match(${single}, ${datePattern})`;
    case 'number':
      return `isNotNull(${numberSql(single)})`;
  }
}
