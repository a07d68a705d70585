import type { Rule } from '../rule.ts';
import { tables } from '../tables.ts';
import { memberSql } from './alias.ts';
import type { Compilation } from './compilation.ts';
import { scopeFilters } from './scope.ts';

type Consent = Extract<Rule, { readonly kind: 'consent' }>;

/** Of one channel's records the latest, of one moment the refusal: (ts, state, whether it still stands); a state of 0 is none. */
function lastSql(channel: string, at: string): string {
  const record = `(ts, toUInt8(state), ifNull(expires_at > ${at}, 1))`;
  return `argMaxIf(${record}, ${record}, channel = ${channel})`;
}

/** 1 granted, 2 refused, 0 nothing said, which a grant that has run out is too. */
const stateOf = (last: string): string => `if(${last}.2 = 1 AND NOT ${last}.3, 0, ${last}.2)`;

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
  const columns = [`${lastSql("''", at)} AS wide`, `${stateOf('wide')} AS wideState`];
  if (channel !== null) columns.push(`${lastSql(binder.text(channel), at)} AS own`, `${stateOf('own')} AS ownState`);
  const later = 'multiIf(ownState = 0, wideState, wideState = 0, ownState, own.1 > wide.1, ownState, wide.1 > own.1, wideState, greatest(ownState, wideState))';
  columns.push(`${channel === null ? 'wideState' : later} AS decision`);
  const decided = `SELECT ${memberSql(tables.consents, context)} AS profile_id, origin_id, ${columns.join(', ')} FROM ${tables.consents} WHERE ${filters.join(' AND ')} GROUP BY profile_id, origin_id`;
  return `SELECT profile_id FROM (${decided}) GROUP BY profile_id HAVING max(decision) = 1`;
}
