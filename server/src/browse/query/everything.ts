import { ProfileColumn, type ProfileRow, type ProfileSort, type RuleJson } from '@danqing/contracts';
import Value from 'typebox/value';
import { parseRule } from '#compile';
import { contextAt, readVocabulary } from '#evaluate';
import { Fault } from '#kernel';
import { columnsOf } from './columns.ts';
import { compilePage, cursorAfter, orderOf, type Place } from './order.ts';
import type { BrowseDeps } from './page.ts';
import { readRows } from './rows.ts';

type Deps = Omit<BrowseDeps, 'classOf'>;

/** Ids are read so many at a time: each time costs an evaluation of the rule over everybody. */
const idsEach = 50_000;
const rowsEach = 500;

/** Ids of everybody whom a rule finds, in an order, page by page; whether whoever asked may ask so has been decided. A rule that can no longer be read is a Fault. */
export async function* matchingIds(deps: Deps, workspace: number, rule: RuleJson, sort: ProfileSort): AsyncGenerator<readonly number[]> {
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const parsed = parseRule(rule, vocabulary);
  if (!parsed.ok) throw new Fault('DQ_INVALID', 422, `the rule can no longer be read: ${parsed.errors[0]?.message ?? ''}`);
  const order = orderOf(sort, vocabulary);
  const context = await contextAt(deps, workspace, undefined, vocabulary);
  for (let cursor: string | undefined; ; ) {
    const { sql, params } = compilePage(parsed.rule, order, context, { limit: idsEach, ...(cursor === undefined ? {} : { cursor }) });
    const places = await deps.clickhouse.query<Place>(sql, params, { lane: 'batch' });
    yield places.map(({ id }) => id);
    const last = places.at(-1);
    if (last === undefined || places.length < idsEach) return;
    cursor = cursorAfter(order, last);
  }
}

/** What columns show of these profiles, a few hundred at a time. */
export async function* rowsOf(
  deps: Deps,
  workspace: number,
  ids: AsyncIterable<readonly number[]>,
  names: readonly string[],
): AsyncGenerator<readonly ProfileRow[]> {
  const columns = columnsOf(names);
  const context = await contextAt(deps, workspace);
  for await (const page of ids) {
    for (let from = 0; from < page.length; from += rowsEach) yield await readRows(deps, context, page.slice(from, from + rowsEach), columns);
  }
}

/** Whether all of these are columns of the list; exports know other spellings too. */
export const areColumns = (names: readonly string[]): boolean => names.every((name) => Value.Check(ProfileColumn, name));
