import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext } from '#compile';
import { Fault } from '#kernel';
import type { NodeId } from '../types.ts';
import type { LiveForm } from './live-kind.ts';

/** A definition with its form. */
export interface LiveDefinition extends NodeId {
  readonly form: LiveForm;
}

/** Where the answers go: a tick's, of the profiles in `live_scope`; or those of a group of runs, of everybody. */
export type BatchTarget = { readonly of: 'tick' } | { readonly of: 'group'; readonly group: number };

const prefixOf = ({ kind, definitionId }: NodeId): string => `${kind === 'tag' ? 't' : 's'}${definitionId}_`;

/**
 * One statement that fills the target from all the definitions: their columns in one pass over each source, equal conditions once, then
 * for each profile the segments that hold it and the tags that have a value. Ids are numbers of ours.
 */
export function compileBatch(definitions: readonly LiveDefinition[], context: EvaluationContext, target: BatchTarget): Compiled {
  const asked: Record<string, AskedColumn> = {};
  for (const definition of definitions) {
    for (const [name, column] of Object.entries(definition.form.columns)) asked[prefixOf(definition) + name] = column;
  }
  const { sql, params } = compileColumns(asked, target.of === 'tick' ? { ...context, isScoped: true } : context);
  const texts: Record<string, string> = {};
  const text = (value: string): string => {
    const name = `v${Object.keys(texts).length + 1}`;
    texts[name] = value;
    return `{${name}:String}`;
  };
  const results = definitions.map(({ form, ...definition }) => ({
    ...definition,
    ...form.result({ column: (name) => prefixOf(definition) + name, text }),
  }));
  const segments = results.filter(({ kind }) => kind === 'segment');
  const tags = results.filter(({ kind, items }) => kind === 'tag' && items === undefined);
  const lists = results.filter(({ items }) => items !== undefined);
  const columns = [
    known(segments, 'UInt32', ids(segments)),
    known(tags, 'UInt32', ids(tags)),
    known(tags, 'String', tags.map(({ text: value = "''" }) => value).join(', ')),
    known(lists, 'UInt32', ids(lists)),
    known(lists, 'Array(String)', lists.map(({ items = '[]' }) => items).join(', ')),
  ];
  const [into, group] = target.of === 'tick' ? ['live_result (', ''] : ['run_result (group_id, ', '{group_id:UInt64}, '];
  return {
    sql: `INSERT INTO ${into}profile_id, segments, tags, texts, list_tags, lists) SELECT ${group}profile_id, ${columns.join(', ')} FROM (${sql})`,
    params: { ...params, ...checkedSize(texts), ...(target.of === 'tick' ? {} : { group_id: target.group }) },
  };
}

const ids = (definitions: readonly NodeId[]): string => definitions.map(({ definitionId }) => definitionId).join(', ');

/** SQL of those of the values whose definitions are known, in one array. */
function known(definitions: readonly { readonly isKnown: string }[], type: string, values: string): string {
  if (definitions.length === 0) return `CAST([], 'Array(${type})')`;
  return `CAST(arrayFilter((value, isKnown) -> isKnown, [${values}], [${definitions.map(({ isKnown }) => `toUInt8(${isKnown})`).join(', ')}]), 'Array(${type})')`;
}

/** The parameters travel in the URL, whose length ends; the compiler has checked its own. */
function checkedSize(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const bytes = Object.values(texts).reduce((sum, value) => sum + encodeURIComponent(value).length + 20, 0);
  if (bytes > 200_000) throw new Fault('DQ_RULE_TOO_LARGE', 422, 'the values of these definitions do not fit into one statement');
  return texts;
}
