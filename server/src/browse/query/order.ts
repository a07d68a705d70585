import type { ProfileSort } from '@danqing/contracts';
import Type, { type Static } from 'typebox';
import { type AskedColumn, compileColumns, type Compiled, compileMembers, type EvaluationContext, parseMeasure, type Rule, type Vocabulary } from '#compile';
import { invalid } from '#kernel';
import { decodeCursor, encodeCursor } from '#platform';
import { type ProfileOrder, profileOrderSql } from '#profile';
import { columnOf } from './columns.ts';

/** By what a list is ordered, ready to be compiled. */
export type Order = { readonly sort: ProfileSort } & (
  | { readonly kind: 'id' }
  | { readonly kind: 'profile'; readonly by: ProfileOrder }
  | { readonly kind: 'compiled'; readonly column: AskedColumn }
);

export const usualSort: ProfileSort = { by: 'lastSeenAt', order: 'desc' };
const profileOrders: readonly ProfileOrder[] = ['createdAt', 'firstSeenAt', 'lastSeenAt', 'eventCount'];

/** Reads a sort; refuses what has no order, and traits and tags whose names cannot be read. */
export function orderOf(sort: ProfileSort, vocabulary: Vocabulary): Order {
  const order = readOrder(sort, vocabulary);
  if (typeof order !== 'string') return order;
  throw invalid('the list cannot be put in this order', [{ path: '/sort/by', code: 'DQ_SORT', message: order }]);
}

/** A text says why there is no such order. */
export function readOrder(sort: ProfileSort, vocabulary: Vocabulary): Order | string {
  const { by } = sort;
  if (by === 'id') return { kind: 'id', sort };
  const own = profileOrders.find((name) => name === by);
  if (own !== undefined) return { kind: 'profile', by: own, sort };
  const column = columnOf(by);
  if (column?.kind === 'metrics') return { kind: 'compiled', column: { kind: 'measure', measure: { kind: 'metric', key: column.of } }, sort };
  if (column?.kind !== 'traits' && column?.kind !== 'tags') return `${by} has no order`;
  const stored = storedColumn(column.kind, column.of, vocabulary);
  return typeof stored === 'string' ? stored : { kind: 'compiled', column: stored, sort };
}

/** A trait or tag as rules would name it, so that only names that rules may have get into the statement; a text says why it cannot be. */
function storedColumn(kind: 'traits' | 'tags', name: string, { known: _known, ...vocabulary }: Vocabulary): AskedColumn | string {
  const read = parseMeasure(kind === 'traits' ? { trait: name } : { tag: name }, vocabulary);
  if (!read.ok) return read.errors.map(({ message }) => message).join('; ');
  const { measure } = read;
  if (measure.kind === 'trait') return { kind: 'trait', path: measure.path };
  return measure.kind === 'tag' ? { kind: 'tag', key: measure.key, field: measure.field } : `${name} has no order`;
}

/** Texts are told apart by so many characters; those that agree so far go by id. */
const textLength = 120;

/** SQL of `profile_id` and, but for an order by id, `sort_number` and `sort_text`: everybody whom the rule finds. */
function orderedMembers(rule: Rule, order: Order, context: EvaluationContext): Compiled {
  if (order.kind === 'compiled') {
    const { sql, params } = compileColumns({ rule_: { kind: 'rule', rule }, sort_: order.column }, context);
    const value = order.column.kind === 'measure' ? 'sort_ AS sort_number, NULL' : 'sort__number AS sort_number, sort_';
    return { sql: `SELECT profile_id, ${value} AS sort_text FROM (${sql}) WHERE rule_ = 1`, params };
  }
  const members = compileMembers(rule, context);
  if (order.kind === 'id')
    return { sql: `SELECT profile_id, toFloat64(profile_id) AS sort_number, NULL AS sort_text FROM (${members.sql})`, params: members.params };
  const values = profileOrderSql(order.by, context.workspace);
  const sql = `SELECT m.profile_id AS profile_id, if(v.profile_id = 0, NULL, v.sort_number) AS sort_number, NULL AS sort_text
    FROM (${members.sql}) AS m LEFT JOIN (${values.sql}) AS v ON v.profile_id = m.profile_id`;
  return { sql, params: { ...members.params, ...values.params } };
}

/** Numbers first, then texts, then what is unknown, whichever way the order runs; ties by lower id. */
export interface Place {
  readonly id: number;
  readonly rank: number;
  readonly number: number;
  readonly text: string;
}

const Cursor = Type.Tuple([Type.String(), Type.String(), Type.Integer(), Type.Number(), Type.String(), Type.Integer()]);

export const cursorAfter = ({ sort }: Order, { rank, number, text, id }: Place): string => encodeCursor([sort.by, sort.order, rank, number, text, id]);

function placeIn(cursor: string, { sort }: Order): Place {
  const [by, order, rank, number, text, id]: Static<typeof Cursor> = decodeCursor(Cursor, cursor);
  if (by === sort.by && order === sort.order) return { rank, number, text, id };
  throw invalid('the cursor is of another order', [{ path: '/cursor', code: 'DQ_CURSOR', message: 'begin anew: the order has changed since this page' }]);
}

/** One page of everybody whom a rule finds, in order, from behind the cursor. Selects the fields of `Place`. */
export function compilePage(
  rule: Rule,
  order: Order,
  context: EvaluationContext,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Compiled {
  const { sql, params } = orderedMembers(rule, order, context);
  const [direction, further] = order.sort.order === 'asc' ? ['ASC', '>'] : ['DESC', '<'];
  const place = cursor === undefined ? undefined : placeIn(cursor, order);
  const after = `WHERE (rank > {after_rank:UInt8} OR (rank = {after_rank:UInt8} AND (number ${further} {after_number:Float64} OR (number = {after_number:Float64}
    AND (text ${further} {after_text:String} OR (text = {after_text:String} AND id > {after_id:UInt64}))))))`;
  return {
    sql: `SELECT id, rank, number, text FROM (
      SELECT profile_id AS id, multiIf(isNotNull(sort_number) AND isFinite(assumeNotNull(sort_number)), 0, ifNull(sort_text, '') != '', 1, 2) AS rank,
        if(rank = 0, assumeNotNull(sort_number), 0) AS number, if(rank = 1, substringUTF8(ifNull(sort_text, ''), 1, ${textLength}), '') AS text
      FROM (${sql})) ${place === undefined ? '' : after}
      ORDER BY rank ASC, number ${direction}, text ${direction}, id ASC LIMIT {page_limit:UInt32}`,
    params: {
      ...params,
      page_limit: limit,
      ...(place === undefined ? {} : { after_rank: place.rank, after_number: place.number, after_text: place.text, after_id: place.id }),
    },
  };
}
