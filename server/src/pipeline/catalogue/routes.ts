import {
  CatalogueEventDetail,
  CatalogueEventPage,
  CatalogueEventParams,
  CatalogueIdentifierList,
  CataloguePathParams,
  CataloguePropertyDetail,
  CataloguePropertyList,
  CatalogueQuery,
  CatalogueTraitDetail,
  CatalogueTraitList,
  type CatalogueUse,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Clock, type JsonObject, notFound } from '#kernel';
import { type ClickHouse, decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { readExamples, readTraitExamples } from '#profile';
import { readCatalogueEvents } from './events.read.ts';
import { topValues } from './examples.ts';
import { readFields } from './fields.read.ts';

/** What definitions read, by what the catalogue shows; the stages that own definitions know. */
export interface CatalogueUses {
  readonly events: ReadonlyMap<string, readonly CatalogueUse[]>;
  readonly properties: ReadonlyMap<string, readonly CatalogueUse[]>;
  readonly traits: ReadonlyMap<string, readonly CatalogueUse[]>;
}

export interface CatalogueRoutesDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly sourceName: (id: number) => string | undefined;
  readonly usesOf: (workspace: number) => Promise<CatalogueUses>;
}

const Cursor = Type.Tuple([Type.Integer(), Type.String()]);
/** Events that examples are taken from, and how far back. */
const exampleRows = 1_000;
const exampleDays = 30;
const shownExamples = 5;

/** What the data hold: events, properties, traits and kinds of identifiers, with their volume, types and examples. */
export function registerCatalogueRoutes(app: FastifyInstance, deps: CatalogueRoutesDeps): void {
  const { pg, clickhouse, clock, sourceName, usesOf } = deps;
  const routes = typed(app);
  const config = { capability: 'data.read' } as const;
  const examplesOf = async (workspace: number, event: string, lastAt: string): Promise<readonly JsonObject[]> => {
    const from = Date.parse(lastAt) - exampleDays * 86_400_000;
    return (await readExamples(clickhouse, workspace, event, { from, limit: exampleRows })).map(({ properties }) => properties);
  };
  const usesAt = (uses: ReadonlyMap<string, readonly CatalogueUse[]>, name: string): CatalogueUse[] => [...(uses.get(name) ?? [])];

  const list = { summary: 'Events that have come, the most frequent first', querystring: CatalogueQuery, response: { 200: CatalogueEventPage } };
  routes.get('/api/v1/catalogue/events', { schema: list, config }, async ({ caller, query }) => {
    const limit = query.limit ?? 50;
    const [events, event] = query.cursor === undefined ? [undefined, undefined] : decodeCursor(Cursor, query.cursor);
    const found = await readCatalogueEvents(
      pg,
      { workspace: caller.workspace, zone: caller.timezone, now: clock.now(), sourceName },
      { search: query.search ?? '', withHidden: query.hidden === true, limit: limit + 1, ...(events === undefined ? {} : { after: { events, event } }) },
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, next: found.length > limit && last !== undefined ? encodeCursor([last.events, last.event]) : null };
  });

  const eventOf = async (caller: { workspace: number; timezone: string }, event: string) => {
    const context = { workspace: caller.workspace, zone: caller.timezone, now: clock.now(), sourceName };
    const [found] = await readCatalogueEvents(pg, context, { event, withHidden: true, limit: 1 });
    if (found === undefined) throw notFound(`the event ${event}`);
    return found;
  };

  const one = { summary: 'One event', params: CatalogueEventParams, response: { 200: CatalogueEventDetail } };
  routes.get('/api/v1/catalogue/events/:event', { schema: one, config }, async ({ caller, params }) => {
    const [found, uses] = await Promise.all([eventOf(caller, params.event), usesOf(caller.workspace)]);
    return { ...found, usedBy: usesAt(uses.events, params.event) };
  });

  const properties = {
    summary: 'What an event carries: types, how often filled, examples',
    params: CatalogueEventParams,
    response: { 200: CataloguePropertyList },
  };
  routes.get('/api/v1/catalogue/events/:event/properties', { schema: properties, config }, async ({ caller, params }) => {
    const found = await eventOf(caller, params.event);
    const [fields, rows] = await Promise.all([
      readFields(pg, caller.workspace, { subject: 'property', event: params.event }, sourceName),
      examplesOf(caller.workspace, params.event, found.lastAt),
    ]);
    return { events: found.events, items: fields.map(({ path, ...field }) => ({ prop: path, ...field, examples: topValues(rows, path, shownExamples) })) };
  });

  const property = { summary: 'One property in every event that carries it', params: CataloguePathParams, response: { 200: CataloguePropertyDetail } };
  routes.get('/api/v1/catalogue/properties/:path', { schema: property, config }, async ({ caller, params }) => {
    const fields = await readFields(pg, caller.workspace, { subject: 'property', path: params.path }, sourceName);
    if (fields.length === 0) throw notFound(`the property ${params.path}`);
    // Examples of the events that carry it most: each costs a read.
    const shown = fields.slice(0, 10);
    const [uses, ...rows] = await Promise.all([usesOf(caller.workspace), ...shown.map(({ event, lastAt }) => examplesOf(caller.workspace, event, lastAt))]);
    const inEvents = fields.map(({ path, ...field }, index) => ({ prop: path, ...field, examples: topValues(rows[index] ?? [], path, 2 * shownExamples) }));
    return { prop: params.path, inEvents, usedBy: usesAt(uses.properties, params.path) };
  });

  const traitsOf = async (workspace: number, path?: string) => {
    const [fields, rows] = await Promise.all([
      readFields(pg, workspace, { subject: 'trait', ...(path === undefined ? {} : { path }) }, sourceName),
      readTraitExamples(clickhouse, workspace, exampleRows),
    ]);
    const traits = rows.map((row) => row.traits);
    return fields.map(({ path: trait, ...field }) => ({
      trait,
      ...field,
      examples: topValues(traits, trait, path === undefined ? shownExamples : 2 * shownExamples),
    }));
  };

  const traits = { summary: 'Traits that events have said', response: { 200: CatalogueTraitList } };
  routes.get('/api/v1/catalogue/traits', { schema: traits, config }, async ({ caller }) => ({ items: await traitsOf(caller.workspace) }));

  const trait = { summary: 'One trait', params: CataloguePathParams, response: { 200: CatalogueTraitDetail } };
  routes.get('/api/v1/catalogue/traits/:path', { schema: trait, config }, async ({ caller, params }) => {
    const [[found], uses] = await Promise.all([traitsOf(caller.workspace, params.path), usesOf(caller.workspace)]);
    if (found === undefined) throw notFound(`the trait ${params.path}`);
    return { ...found, usedBy: usesAt(uses.traits, params.path) };
  });

  const identifiers = { summary: 'Kinds of identifiers that events have named people by', response: { 200: CatalogueIdentifierList } };
  routes.get('/api/v1/catalogue/identifiers', { schema: identifiers, config }, async ({ caller }) => ({
    items: (await readFields(pg, caller.workspace, { subject: 'identifier' }, sourceName)).map(({ path, event: _event, types: _types, ...field }) => ({
      identifier: path,
      ...field,
    })),
  }));
}
