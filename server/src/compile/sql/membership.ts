import { tables } from '../tables.ts';
import { memberSql } from './alias.ts';
import type { Compilation } from './compilation.ts';

/** Names that no column of the event tables has. */
export const accountColumn = 'account_key';
export const accountMember = 'account_member';

const groupCalls = ({ binder, context }: Compilation): string =>
  `workspace = ${binder.bind(context.workspace, 'UInt32')} AND event = '$group' AND ts < ${binder.moment(context.at + 1)} AND group_id != ''`;

/** The key of the account that a group call names: that of the survivor, where several keys are one. */
const accountSql = ({ binder, context }: Compilation): string =>
  `dictGetOrDefault('${tables.accountAliases}', 'root_key', (${binder.bind(context.workspace, 'UInt32')}, group_id), group_id)`;

/** Who belongs to which account at `at`: everybody whom a group call named with it. */
export const membershipSql = (compilation: Compilation): string =>
  `SELECT DISTINCT ${accountSql(compilation)} AS ${accountColumn}, ${memberSql(tables.events, compilation.context)} AS ${accountMember} FROM ${tables.events} WHERE ${groupCalls(compilation)}`;

/** Every account that somebody belongs to, its key as `profile_id`: the row of a frame. `condition` reads none of its columns. */
export const accountsSql = (compilation: Compilation, condition: string): string =>
  `SELECT DISTINCT ${accountSql(compilation)} AS profile_id FROM ${tables.events} WHERE ${groupCalls(compilation)}${condition === '1' ? '' : ` AND ${condition}`}`;
