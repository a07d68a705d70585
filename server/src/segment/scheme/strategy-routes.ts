import {
  DefinitionParams,
  PageOf,
  SchemeStrategy,
  SchemeStrategyChange,
  SchemeStrategyEdit,
  SchemeStrategyHistoryQuery,
  SchemeStrategyRow,
  strategyFields,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { recordAudit } from '#govern';
import { notFound } from '#kernel';
import { decodeCursor, encodeCursor, requireMatch, sendEtag, typed } from '#platform';
import type { TagDeps } from '#tag';
import { existingScheme } from './save.ts';
import type { Scheme } from './scheme.store.ts';
import { orderOf } from './sizes.read.ts';
import { lockStrategy, readStrategy, readStrategyEdits, saveStrategy, type StrategyRow, type StrategyTexts } from './strategy.store.ts';

const nothing: StrategyTexts = { product: '', price: '', channel: '', promotion: '', goal: '', owner: '', due: '' };

const viewOf = (part: string, row: StrategyRow | undefined): SchemeStrategyRow => ({
  part,
  ...(row === undefined ? nothing : textsOf(row)),
  version: row?.version ?? 0,
  changedAt: row?.changedAt.toISOString() ?? null,
  changedBy: row?.changedBy ?? '',
});

/** Every part in its order, the unassigned last. */
const partsOf = (scheme: Scheme): readonly string[] => [...orderOf(scheme), ''];

/** The strategy sheet: what is planned for each part, and what it was before. */
export function registerStrategyRoutes(app: FastifyInstance, deps: TagDeps): void {
  const routes = typed(app);

  const sheet = { summary: 'What is planned for each part of a scheme', params: DefinitionParams, response: { 200: SchemeStrategy } };
  routes.get('/api/v1/schemes/:key/strategy', { schema: sheet, config: { capability: 'definitions.read' } }, async ({ caller, params }) => {
    const scheme = await existingScheme(deps, caller.workspace, params.key);
    const rows = new Map((await readStrategy(deps.pg, scheme.id)).map((row) => [row.part, row]));
    return { items: partsOf(scheme).map((part) => viewOf(part, rows.get(part))) };
  });

  const change = {
    summary: 'Write into the strategy sheet, one part at a time. With If-Match: only if nobody changed that part meanwhile',
    params: DefinitionParams,
    body: SchemeStrategyChange,
    response: { 200: SchemeStrategyRow },
  };
  routes.put('/api/v1/schemes/:key/strategy', { schema: change, config: { capability: 'definitions.write' } }, async (request, reply) => {
    const { caller, params } = request;
    const { part, ...said } = request.body;
    const scheme = await existingScheme(deps, caller.workspace, params.key);
    if (!partsOf(scheme).includes(part)) throw notFound(`the part ${part} of the scheme ${scheme.key}`);
    const row = await deps.pg.transaction(async (tx) => {
      const before = await lockStrategy(tx, scheme.id, part);
      requireMatch(request, before?.version ?? 0);
      const old = before ?? nothing;
      const after = { ...nothing, ...(before === undefined ? {} : textsOf(before)), ...said };
      const changed = strategyFields.filter((field) => after[field] !== old[field]);
      if (changed.length === 0) return before;
      await recordAudit(tx, caller, { action: 'scheme.strategy', object: `scheme:${scheme.key}`, details: { part, fields: changed } });
      return saveStrategy(tx, {
        scheme: scheme.id,
        part,
        before: old,
        after,
        changed,
        at: new Date(deps.clock.now()),
        by: caller.operator?.name ?? caller.name,
      });
    });
    sendEtag(reply, row?.version ?? 0);
    return viewOf(part, row);
  });

  const history = {
    summary: 'What was written into the strategy sheet, by whom and when; the latest first',
    params: DefinitionParams,
    querystring: SchemeStrategyHistoryQuery,
    response: { 200: PageOf(SchemeStrategyEdit) },
  };
  routes.get('/api/v1/schemes/:key/strategy/history', { schema: history, config: { capability: 'definitions.read' } }, async ({ caller, params, query }) => {
    const scheme = await existingScheme(deps, caller.workspace, params.key);
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readStrategyEdits(deps.pg, scheme.id, before, query.part, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ id: _id, at, ...edit }) => ({ ...edit, at: at.toISOString() })),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
    };
  });
}

const textsOf = ({ product, price, channel, promotion, goal, owner, due }: StrategyRow): StrategyTexts => ({
  product,
  price,
  channel,
  promotion,
  goal,
  owner,
  due,
});
