import type { Path } from '../rule.ts';
import { tables } from '../tables.ts';
import type { Compilation } from './compilation.ts';
import { accountColumn, accountMember, membershipSql } from './membership.ts';
import { jsonReading, type Reading } from './reading.ts';
import { inScope } from './scope.ts';

/** Attributes of accounts as they were at `at`, one row an account: its key as `profile_id` and a column for each thing that is read. */
export class AccountAttributes {
  readonly #compilation: Compilation;
  readonly #columns: string[] = [];
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
    this.#columns.push(`argMax(tuple(if(is_gone = 1, ${gone}, ${sql})), (ts, log_position, log_index)).1 AS ${name}`);
    return name;
  }

  sql(): string {
    const { binder, context } = this.#compilation;
    const filters = `workspace = ${binder.bind(context.workspace, 'UInt32')} AND kind = 'account' AND ts < ${binder.moment(context.at + 1)}`;
    return `SELECT key AS profile_id, ${this.#columns.join(', ')} FROM ${tables.entities} WHERE ${filters} GROUP BY key`;
  }
}

/** SQL of `profile_id`: who belongs to one of the accounts that `accounts` selects (keys, as `profile_id`). */
export function membersOfAccountsSql(accounts: string, compilation: Compilation): string {
  const members = `SELECT DISTINCT belonging.${accountMember} AS profile_id FROM (${membershipSql(compilation)}) AS belonging INNER JOIN (${accounts}) AS chosen ON chosen.profile_id = belonging.${accountColumn}`;
  return inScope(members, compilation.context);
}
