import { ErasureAsked, ErasureInput, ErasurePage, ErasureView, IdParams, PageQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Clock, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import type { Caller } from '../types.ts';
import { askErasure, readErasure, readErasures, readRemoved, type StoredErasure } from './erasure.store.ts';
import type { Removed } from './participant.ts';

export interface ErasureRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  /** The homes that are meant: everything recorded under these ids goes. Undefined: nobody is. */
  readonly homesOf: (caller: Caller, asked: ErasureInput) => Promise<readonly number[] | undefined>;
  /** The log position that the next accepted message gets. */
  readonly logHead: () => number;
}

function viewOf(erasure: StoredErasure, removed: readonly Removed[]): Type.Static<typeof ErasureView> {
  const { id, state, scope, keepsEvents, reason, author, askedAt, removedAt, finishedAt, position, homes, anonymousId, error } = erasure;
  return {
    id,
    state,
    scope,
    keepAnonymousEvents: keepsEvents,
    reason,
    author,
    askedAt: askedAt.toISOString(),
    removedAt: removedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    position,
    profiles: [...homes],
    anonymousProfile: anonymousId,
    removed: removed.map(({ store, what, count }) => ({ store, what, count })),
    error,
  };
}

/** Forgetting people: asked for here, carried out by the worker. */
export function registerErasureRoutes(app: FastifyInstance, { pg, clock, homesOf, logHead }: ErasureRoutesDeps): void {
  const routes = typed(app);
  const config = { scope: 'admin', capability: 'privacy.erase' } as const;

  const ask = { summary: 'Forgets a person, or one side of a merge, everywhere', body: ErasureInput, response: { 200: ErasureAsked, 201: ErasureAsked } };
  routes.post('/api/v1/erasures', { schema: ask, config }, async ({ caller, body }, reply) => {
    const homes = await homesOf(caller, body);
    if (homes === undefined) throw notFound('the profile');
    const { scope, reason, keepAnonymousEvents: keepsEvents = false } = body;
    const { id, isNew } = await pg.transaction(async (tx) => {
      const asked = await askErasure(tx, {
        workspace: caller.workspace,
        homes,
        scope,
        keepsEvents,
        reason,
        author: caller.name,
        askedAt: new Date(clock.now()),
        acceptedUpTo: logHead(),
      });
      if (asked.isNew)
        await recordAudit(tx, caller, { action: 'profile.erase', object: `erasure:${asked.id}`, details: { profiles: homes, scope, keepsEvents, reason } });
      return asked;
    });
    return reply.code(isNew ? 201 : 200).send({ id });
  });

  const one = { summary: 'How far an erasure is and what it removed where', params: IdParams, response: { 200: ErasureView } };
  routes.get('/api/v1/erasures/:id', { schema: one, config }, async ({ caller, params: { id } }) => {
    const erasure = await readErasure(pg, caller.workspace, id);
    if (erasure === undefined) throw notFound(`the erasure ${id}`);
    return viewOf(erasure, (await readRemoved(pg, [id])).get(id) ?? []);
  });

  const list = { summary: 'Erasures, the newest first', querystring: PageQuery, response: { 200: ErasurePage } };
  routes.get('/api/v1/erasures', { schema: list, config }, async ({ caller, query: { limit = 50, cursor } }) => {
    const [before] = cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), cursor);
    const found = await readErasures(pg, caller.workspace, before, limit + 1);
    const page = found.slice(0, limit);
    const removed = await readRemoved(
      pg,
      page.map(({ id }) => id),
    );
    const last = page.at(-1);
    return {
      items: page.map((erasure) => viewOf(erasure, removed.get(erasure.id) ?? [])),
      next: found.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
    };
  });
}
