import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext } from '#compile';
import { Fault } from '#kernel';
import type { LiveForm } from './live-kind.ts';
import type { NodeId } from '../types.ts';

/** A definition with its form. */
export interface LiveDefinition extends NodeId {
  readonly form: LiveForm;
}

const prefixOf = ({ kind, definitionId }: NodeId): string => `${kind === 'tag' ? 't' : 's'}${definitionId}_`;

const noItems = "CAST([], 'Array(String)')";
const noFields = "CAST(map(), 'Map(LowCardinality(String), String)')";
const tagType = 'Array(Tuple(id UInt32, text String, items Array(String), fields Map(LowCardinality(String), String)))';

/**
 * One statement that fills `live_result` from all the definitions: their columns in one pass over each source, equal conditions once, then
 * for each profile in scope the segments that hold it and the tags that have a value. Ids are numbers of ours.
 */
export function compileBatch(definitions: readonly LiveDefinition[], context: EvaluationContext): Compiled {
  const asked: Record<string, AskedColumn> = {};
  for (const definition of definitions) {
    for (const [name, column] of Object.entries(definition.form.columns)) asked[prefixOf(definition) + name] = column;
  }
  const { sql, params } = compileColumns(asked, { ...context, isScoped: true });
  const texts: Record<string, string> = {};
  const text = (value: string): string => {
    const name = `v${Object.keys(texts).length + 1}`;
    texts[name] = value;
    return `{${name}:String}`;
  };
  const results = definitions.map((definition) => ({
    ...definition,
    result: definition.form.result({ column: (name) => prefixOf(definition) + name, text }),
  }));
  const segments = results.filter(({ kind }) => kind === 'segment').map(({ definitionId, result }) => `if(${result.isKnown}, [toUInt32(${definitionId})], [])`);
  const tags = results
    .filter(({ kind }) => kind === 'tag')
    .map(({ definitionId, result: { isKnown, text = "''", items = noItems, fields = noFields } }) => {
      return `if(${isKnown}, CAST([(${definitionId}, ${text}, ${items}, ${fields})], '${tagType}'), [])`;
    });
  return {
    sql: `INSERT INTO live_result (profile_id, segments, tags)
      SELECT profile_id, ${joined(segments, 'Array(UInt32)')}, ${joined(tags, tagType)} FROM (${sql})`,
    params: { ...params, ...checkedSize(texts) },
  };
}

/** The parameters travel in the URL, whose length ends; the compiler has checked its own. */
function checkedSize(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const bytes = Object.values(texts).reduce((sum, value) => sum + encodeURIComponent(value).length + 20, 0);
  if (bytes > 200_000) throw new Fault('DQ_RULE_TOO_LARGE', 422, 'the values of these definitions do not fit into one statement');
  return texts;
}

const joined = (arrays: readonly string[], type: string): string =>
  arrays.length === 0 ? `CAST([], '${type}')` : `CAST(arrayConcat(${arrays.join(', ')}), '${type}')`;
