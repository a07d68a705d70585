import {
  DefinitionParams,
  PageOf,
  SchemeMovement,
  SchemeMovementQuery,
  SchemeMoversQuery,
  SchemeSizes,
  SchemeSizesQuery,
  SchemeTrend,
  SchemeTrendQuery,
  SchemeValue,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { DateTime } from 'luxon';
import Type from 'typebox';
import { contextAt, parseMoment } from '#evaluate';
import { readSettings } from '#govern';
import { decodeCursor, encodeCursor, type QueryOptions, signalOf, typed } from '#platform';
import { readValueSteps, readVersions, type TagDeps } from '#tag';
import { createKept } from '../kept.ts';
import { readBorn } from './born.read.ts';
import { countMoves, readMovers } from './movement.read.ts';
import { openScheme, type OpenScheme, type Placement } from './placement.ts';
import { existingScheme } from './save.ts';
import { countParts, inOrder, orderOf, totalOf } from './sizes.read.ts';
import { trendOf } from './trend.ts';
import { askedOfValues, readValues } from './value.read.ts';

const iso = (moment: number): string => new Date(moment).toISOString();
const isoOrNull = (moment: number | null): string | null => (moment === null ? null : iso(moment));
const mostDays = 400;
/** A few KB each. */
const keptEach = 200;

/** What there is to know about the parts: sizes, worth, movement between them, how they grew. */
export function registerMeasureRoutes(app: FastifyInstance, deps: TagDeps): void {
  const routes = typed(app);
  const config = { capability: 'definitions.read' } as const;
  const opened = async (workspace: number, key: string, options: QueryOptions): Promise<OpenScheme> =>
    openScheme(deps, await existingScheme(deps, workspace, key), options);
  const movements = createKept<SchemeMovement>(deps.clock, keptEach);
  const pasts = createKept<NonNullable<SchemeSizes['against']>>(deps.clock, keptEach);
  const optionsOf = (signal: AbortSignal): QueryOptions => ({ lane: 'interactive', signal });

  const sizes = {
    summary: 'How many are in each part, at a moment and held against another; parts and the unassigned are everyone known then',
    params: DefinitionParams,
    querystring: SchemeSizesQuery,
    response: { 200: SchemeSizes },
  };
  routes.get('/api/v1/schemes/:key/sizes', { schema: sizes, config }, async ({ caller, params, query }, reply) => {
    const options = optionsOf(signalOf(reply));
    const open = await opened(caller.workspace, params.key, options);
    const order = orderOf(open.scheme);
    const countedAt = async (text: string | undefined, name: string) => {
      const placed = await open.placedAt(text === undefined ? undefined : parseMoment(text, caller.timezone, `/query/${name}`), query.basis);
      const counts = await countParts(deps.clickhouse, placed, options);
      return { at: iso(placed.at), basis: placed.basis, total: totalOf(counts), sizes: inOrder(order, counts) };
    };
    // The past changes little: what it takes long to count is kept, the present never.
    const past = async (text: string) => pasts.of(JSON.stringify([...nameOf(open, caller.timezone), query.basis, text]), () => countedAt(text, 'against'));
    const [present, against] = await Promise.all([countedAt(query.at, 'at'), query.against === undefined ? null : past(query.against)]);
    return { ...present, against, since: isoOrNull(open.since) };
  });

  const value = {
    summary: 'What the people of each part bought: of all time and in the last twelve months',
    params: DefinitionParams,
    response: { 200: SchemeValue },
  };
  routes.get('/api/v1/schemes/:key/value', { schema: value, config }, async ({ caller, params }, reply) => {
    const options = optionsOf(signalOf(reply));
    const open = await opened(caller.workspace, params.key, options);
    const placed = await open.placedAt(undefined, undefined, askedOfValues);
    const [settings, values] = await Promise.all([readSettings(deps.pg, caller.workspace), readValues(deps.clickhouse, placed, options)]);
    const found = new Map(values.map((each) => [each.key, each]));
    const nobody = { size: 0, buyers: 0, orders: 0, netSales: 0, netSales12: 0, orders12: 0 };
    const order = inOrder(orderOf(open.scheme), [...found.values()]);
    return { at: iso(placed.at), currency: settings.currency, items: order.map(({ key }) => found.get(key) ?? { key, ...nobody }) };
  });

  const sidesOf = async (
    open: OpenScheme,
    { from, to, basis }: { readonly from: string; readonly to?: string; readonly basis?: Placement['basis'] },
    timezone: string,
  ): Promise<readonly [Placement, Placement]> => {
    const before = await open.placedAt(parseMoment(from, timezone, '/query/from'), basis);
    // Both sides by the same measure: otherwise people would move because one looks at them differently.
    const after = await open.placedAt(to === undefined ? undefined : parseMoment(to, timezone, '/query/to'), before.basis);
    return [before, after];
  };

  const movementOf = async (
    open: OpenScheme,
    query: Type.Static<typeof SchemeMovementQuery>,
    timezone: string,
    options: QueryOptions,
  ): Promise<SchemeMovement> => {
    const [from, to] = await sidesOf(open, query, timezone);
    const [cells, versions] = await Promise.all([countMoves(deps.clickhouse, from, to, options), readVersions(deps.pg, open.scheme.tagId)]);
    const sum = (wanted: (cell: (typeof cells)[number]) => boolean): number => cells.reduce((all, cell) => (wanted(cell) ? all + cell.count : all), 0);
    const edits = from.basis === 'definition' ? [] : editsBetween(versions, from.at, to.at);
    return {
      from: iso(from.at),
      to: iso(to.at),
      basis: from.basis,
      since: isoOrNull(open.since),
      total: sum(() => true),
      newcomers: sum((cell) => cell.from === null),
      stayed: sum((cell) => cell.from === cell.to),
      cells: [...cells],
      edits,
    };
  };

  const movement = {
    summary: 'How people moved between the parts from one moment to another; who became known in between are newcomers',
    params: DefinitionParams,
    querystring: SchemeMovementQuery,
    response: { 200: SchemeMovement },
  };
  routes.get('/api/v1/schemes/:key/movement', { schema: movement, config }, async ({ caller, params, query }, reply) => {
    const options = optionsOf(signalOf(reply));
    const open = await opened(caller.workspace, params.key, options);
    const key = JSON.stringify([...nameOf(open, caller.timezone), query]);
    return movements.of(key, () => movementOf(open, query, caller.timezone, options));
  });

  const movers = {
    summary: 'Who moved from one part to another, by ascending id',
    params: DefinitionParams,
    querystring: SchemeMoversQuery,
    response: { 200: PageOf(Type.Object({ profile: Type.Integer() })) },
  };
  routes.get('/api/v1/schemes/:key/movers', { schema: movers, config: { capability: 'profiles.read' } }, async ({ caller, params, query }, reply) => {
    const options = optionsOf(signalOf(reply));
    const open = await opened(caller.workspace, params.key, options);
    const [from, to] = await sidesOf(open, query, caller.timezone);
    const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 100;
    const ids = await readMovers(deps.clickhouse, from, to, { fromPart: query.fromPart, toPart: query.toPart, after, limit: limit + 1 }, options);
    const page = ids.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map((profile) => ({ profile })), next: ids.length > limit && last !== undefined ? encodeCursor([last]) : null };
  });

  const trend = {
    summary: 'How large the parts were at the end of each day, as people were placed then',
    params: DefinitionParams,
    querystring: SchemeTrendQuery,
    response: { 200: SchemeTrend },
  };
  routes.get('/api/v1/schemes/:key/trend', { schema: trend, config }, async ({ caller, params, query }, reply) => {
    const options = optionsOf(signalOf(reply));
    const open = await opened(caller.workspace, params.key, options);
    const since = isoOrNull(open.since);
    if (open.since === null) return { since, days: [], totals: [], series: [] };
    const context = await contextAt(deps, caller.workspace, undefined, open.vocabulary);
    const days = daysOf(query, { since: open.since, now: context.at, zone: caller.timezone });
    const [first] = days;
    if (first === undefined) return { since, days: [], totals: [], series: [] };
    const [steps, born] = await Promise.all([
      readValueSteps(deps.clickhouse, open.scheme.tagId, first, context),
      readBorn(deps.clickhouse, first, context, options),
    ]);
    return { since, ...trendOf({ days, keys: orderOf(open.scheme), steps, born }) };
  });
}

/** By what an answer about a scheme is kept: another version, or another full run, is another answer. */
const nameOf = ({ scheme, computedAt }: OpenScheme, timezone: string) => [scheme.workspace, scheme.id, scheme.version, computedAt, timezone] as const;

/** Saved versions with another definition than the one before, between two moments. */
function editsBetween(versions: Awaited<ReturnType<typeof readVersions>>, from: number, to: number) {
  return versions.flatMap(({ version, definition, madeAt }, index) => {
    const before = versions[index + 1];
    const isOther = before !== undefined && JSON.stringify(before.definition) !== JSON.stringify(definition);
    return isOther && madeAt.getTime() > from && madeAt.getTime() <= to ? [{ version, at: madeAt.toISOString() }] : [];
  });
}

/** Days of the workspace's zone from the wished first one to the last, none before anybody was placed and none in the future. */
function daysOf(
  query: { readonly from?: string; readonly to?: string },
  { since, now, zone }: { readonly since: number; readonly now: number; readonly zone: string },
): readonly string[] {
  const dayOf = (moment: number): DateTime => DateTime.fromMillis(moment, { zone }).startOf('day');
  const read = (day: string): DateTime => DateTime.fromISO(day, { zone });
  const last = DateTime.min(dayOf(now), query.to === undefined ? dayOf(now) : read(query.to));
  const wished = query.from === undefined ? last.minus({ days: 29 }) : read(query.from);
  const first = DateTime.max(wished, dayOf(since), last.minus({ days: mostDays - 1 }));
  const days: string[] = [];
  for (let day = first; day <= last; day = day.plus({ days: 1 })) days.push(day.toISODate() ?? '');
  return days;
}
