/** Sources that name people by other means than what they did. */
import { Fault, sampleLimit, seedOf } from '#kernel';
import type { Rule } from '../rule.ts';
import { tables } from '../tables.ts';
import { memberSql } from './alias.ts';
import type { Compilation } from './compilation.ts';
import { inScope, scopeFilters } from './scope.ts';

type Sample = Extract<Rule, { readonly kind: 'sample' }>;

/** The place of a profile in the seed's order (kernel's samplePlace). */
const placeSql = (seed: string, { binder }: Compilation): string => `intHash64(bitXor(profile_id, ${binder.bind(seedOf(seed).toString(), 'UInt64')}))`;

/** The place as a share of all places, from 0 to 1. */
export const placeShareSql = (seed: string, compilation: Compilation): string => `(toFloat64(${placeSql(seed, compilation)}) / 18446744073709551616)`;

/** A condition on the profile's row: it belongs to the first so many percent. */
export function percentSql(percent: number, seed: string, compilation: Compilation): string {
  const limit = sampleLimit(percent);
  return limit >= 2n ** 64n ? '1' : `${placeSql(seed, compilation)} < ${compilation.binder.bind(limit.toString(), 'UInt64')}`;
}

/** SQL of `profile_id`: the first n of everybody. */
export function drawnSql(n: number, { seed }: Sample, compilation: Compilation): string {
  const { binder, context } = compilation;
  const population = `workspace = ${binder.bind(context.workspace, 'UInt32')} AND merged_into = 0`;
  const drawn = `SELECT profile_id FROM ${tables.profiles} WHERE ${population} ORDER BY ${placeSql(seed, compilation)} LIMIT ${binder.bind(n, 'UInt64')}`;
  return inScope(drawn, context);
}

/** SQL of `profile_id`: who is on the list. */
export function listSql(key: string, { binder, context }: Compilation): string {
  const list = context.lists?.get(key);
  if (list === undefined) throw new Fault('DQ_RULE_UNKNOWN_LIST', 422, `there is no list "${key}"`);
  const filters = [
    `workspace = ${binder.bind(context.workspace, 'UInt32')}`,
    `list_id = ${binder.bind(list.id, 'UInt32')}`,
    ...scopeFilters(context, 'origin_id'),
  ];
  return `SELECT DISTINCT ${memberSql(tables.listMembers, context)} AS profile_id FROM ${tables.listMembers} WHERE ${filters.join(' AND ')}`;
}
