import type { Rule } from '../rule.ts';
import { tables } from '../tables.ts';
import { memberSql } from './alias.ts';
import type { Compilation } from './compilation.ts';
import { scopeFilters } from './scope.ts';

type Consent = Extract<Rule, { readonly kind: 'consent' }>;

/** Of one channel's records the latest, as (ts, state): 1 granted, 2 refused, 0 none, which an expired grant is too. Of one moment the refusal. */
function latestSql(channel: string, at: string): string {
  const latest = `argMaxIf((ts, toUInt8(state), ifNull(expires_at > ${at}, 1)), (ts, toUInt8(state), ifNull(expires_at > ${at}, 1)), channel = ${channel})`;
  return `(${latest}.1, if(${latest}.2 = 1 AND NOT ${latest}.3, 0, ${latest}.2))`;
}

/**
 * SQL of `profile_id`: whose consent stands at `at`. Each profile that a record was given for decides on its own (with a channel: the later of the
 * channel's record and the purpose-wide one, of one moment the refusal); where several were merged into one, a refusal wins.
 */
export function consentSql({ purpose, channel }: Consent, { binder, context }: Compilation): string {
  const at = binder.moment(context.at);
  const filters = [
    `workspace = ${binder.bind(context.workspace, 'UInt32')}`,
    ...scopeFilters(context, 'origin_id'),
    `purpose = ${binder.text(purpose)}`,
    `ts < ${binder.moment(context.at + 1)}`,
    channel === null ? "channel = ''" : `channel IN ('', ${binder.text(channel)})`,
  ];
  const wide = `${latestSql("''", at)} AS wide`;
  const own = channel === null ? '' : `, ${latestSql(binder.text(channel), at)} AS own`;
  const state =
    channel === null ? 'wide.2' : 'multiIf(own.2 = 0, wide.2, wide.2 = 0, own.2, own.1 > wide.1, own.2, wide.1 > own.1, wide.2, greatest(own.2, wide.2))';
  const decided = `SELECT ${memberSql(tables.consents, context)} AS profile_id, origin_id, ${wide}${own}, ${state} AS decision FROM ${tables.consents} WHERE ${filters.join(' AND ')} GROUP BY profile_id, origin_id`;
  return `SELECT profile_id FROM (${decided}) GROUP BY profile_id HAVING max(decision) = 1`;
}
