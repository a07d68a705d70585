import type { Path } from '../rule.ts';
import { tables } from '../tables.ts';
import type { Compilation } from './compilation.ts';
import { accountColumn, accountMember, membershipSql } from './membership.ts';
import { jsonReading, type Reading } from './reading.ts';
import { inScope } from './scope.ts';

/** Attributes of accounts as they were at `at`, one row an account: its key as `profile_id` and a column for each thing that is read. */
export class AccountAttributes {
  readonly #compilation: Compilation;
  readonly #columns: { readonly name: string; readonly value: string }[] = [];
  readonly #readings = new Map<string, Reading>();

  constructor(compilation: Compilation) {
    this.#compilation = compilation;
  }

  reading(path: Path): Reading {
    const found = this.#readings.get(path.text);
    if (found !== undefined) return found;
    const { text, list, exists } = jsonReading('attributes', path, undefined);
    const reading: Reading = {
      text: text === null ? null : this.#column(text, 'NULL'),
      isNullable: true,
      number: null,
      list: list === null ? null : this.#column(list, '[]'),
      exists: exists === null ? null : this.#column(`toUInt8(${exists})`, 'toUInt8(0)'),
    };
    this.#readings.set(path.text, reading);
    return reading;
  }

  /** In a tuple, because argMax passes over NULL. */
  #column(sql: string, gone: string): string {
    const name = this.#compilation.name('g');
    this.#columns.push({ name, value: `tuple(if(is_gone = 1, ${gone}, ${sql}))` });
    return name;
  }

  /** Accounts of one key by its versions; those of several by the states of all keys together. */
  sql(): string {
    const { binder, context } = this.#compilation;
    const workspace = binder.bind(context.workspace, 'UInt32');
    const columns = (latest: string): string => this.#columns.map(({ name, value }) => `argMax(${value}, ${latest}).1 AS ${name}`).join(', ');
    const until = `workspace = ${workspace} AND ts < ${binder.moment(context.at + 1)}`;
    const isMerged = `dictHas('${tables.accountAliases}', (${workspace}, key))`;
    return [
      `SELECT key AS profile_id, ${columns('(ts, log_position, log_index)')} FROM ${tables.entities} WHERE ${until} AND kind = 'account' AND NOT ${isMerged} GROUP BY key`,
      `SELECT key AS profile_id, ${columns('ts')} FROM ${tables.accountStates} FINAL WHERE ${until} AND ${isMerged} GROUP BY key`,
    ].join(' UNION ALL ');
  }
}

/** SQL of `profile_id`: who belongs to one of the accounts that `accounts` selects (keys, as `profile_id`). */
export function membersOfAccountsSql(accounts: string, compilation: Compilation): string {
  const members = `SELECT DISTINCT belonging.${accountMember} AS profile_id FROM (${membershipSql(compilation)}) AS belonging INNER JOIN (${accounts}) AS chosen ON chosen.profile_id = belonging.${accountColumn}`;
  return inScope(members, compilation.context);
}
