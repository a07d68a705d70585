import type { Compiled, EvaluationContext } from '../context.ts';
import { Compilation } from '../sql/compilation.ts';
import { scopeFilters } from '../sql/scope.ts';
import { tables, traitRank } from '../tables.ts';
import type { FoundOrigin } from './asked.ts';

/** A row of `originsSql`: `key` is a trait's path, or `consent ` and a purpose. */
export interface OriginRow {
  readonly key: string;
  readonly value: string;
  readonly source: string;
  readonly ms: number;
  readonly message_id: string;
}

/** SQL of where the standing values of traits, and the latest word on purposes, come from; null when nothing is asked. */
export function originsSql(traits: ReadonlySet<string>, purposes: ReadonlySet<string>, context: EvaluationContext): Compiled | null {
  if (traits.size + purposes.size === 0) return null;
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const filters = [
    `workspace = ${binder.bind(context.workspace, 'UInt32')}`,
    ...scopeFilters(context, 'origin_id'),
    `ts < ${binder.moment(context.at + 1)}`,
  ].join(' AND ');
  const ofTraits = `
    SELECT toString(trait) AS key, argMax((if(empty(items), value, arrayStringConcat(items, ', ')), toString(source), ts, message_id), ${traitRank}) AS best
    FROM ${tables.traitChanges} WHERE ${filters} AND trait IN ${binder.bind([...traits].sort(), 'Array(String)')} GROUP BY trait`;
  const ofConsents = `
    SELECT concat('consent ', purpose) AS key,
      argMax((concat(toString(state), if(channel = '', '', concat(' ', channel))), toString(source), ts, toString(consent_id)), (ts, consent_id)) AS best
    FROM ${tables.consents} WHERE ${filters} AND purpose IN ${binder.bind([...purposes].sort(), 'Array(String)')} GROUP BY purpose`;
  const asked = [...(traits.size > 0 ? [ofTraits] : []), ...(purposes.size > 0 ? [ofConsents] : [])];
  return compilation.finish(
    `SELECT key, best.1 AS value, best.2 AS source, toUnixTimestamp64Milli(best.3) AS ms, best.4 AS message_id FROM (${asked.join(' UNION ALL ')})`,
  );
}

export const originsOf = (rows: readonly OriginRow[]): ReadonlyMap<string, FoundOrigin> =>
  new Map(rows.map(({ key, value, source, ms, message_id }) => [key, { value, source, ms, messageId: message_id }]));
