import { LinkageDecided, LinkagePairPage, LinkageReviewQuery, LinkageVerdict } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { decodeCursor, encodeCursor, typed } from '#platform';
import type { LinkRoutesDeps } from '../deps.ts';
import { decidePair } from './decide.ts';
import { readPairPage } from './review.store.ts';
import { viewPairs } from './view.ts';

const PairParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const Place = Type.Tuple([Type.Number(), Type.Integer()]);
const first: readonly [number, number] = [1e9, 0];

/** Pairs that people are asked about, and what they say. */
export function registerReviewRoutes(app: FastifyInstance, deps: LinkRoutesDeps): void {
  const { pg, clock, arrived } = deps;
  const routes = typed(app);

  const list = {
    summary: 'Pairs that may be one person, the likeliest first, each with both sides’ values and what every comparison says',
    querystring: LinkageReviewQuery,
    response: { 200: LinkagePairPage },
  };
  routes.get('/api/v1/identity/linkage/review', { schema: list, config: { capability: 'identity.read' } }, async ({ caller, query }) => {
    const after = query.cursor === undefined ? first : decodeCursor(Place, query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readPairPage(pg, caller.workspace, query.state ?? 'open', after, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: [...(await viewPairs(deps, caller.workspace, items))],
      next: rows.length > limit && last !== undefined ? encodeCursor([last.bits, last.id]) : null,
    };
  });

  const verdict = {
    summary:
      'Says of a pair that it is one person (merges them, whatever limits say), two (never linked again; a merge of this pair is undone), or that nobody can tell',
    params: PairParams,
    body: LinkageVerdict,
    response: { 200: LinkageDecided },
  };
  routes.post('/api/v1/identity/linkage/review/:id', { schema: verdict, config: { capability: 'identity.decide' } }, async ({ caller, params, body }) => {
    const reviewed = await decidePair(pg, {
      workspace: caller.workspace,
      id: params.id,
      verdict: body.verdict,
      author: caller.name,
      reason: body.reason ?? null,
      at: clock.now(),
    });
    if (reviewed.mergeId !== null || reviewed.undone !== null) await arrived();
    return reviewed;
  });
}
