import { MergeAnswer, MergeInput, UnmergeAnswer, UnmergeInput } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#kernel';
import { type Postgres, typed } from '#platform';
import type { ProfileReader } from '#profile';
import { graphChangesArrived, putMerge, putUnmerge } from './put.ts';

export interface MergeRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly reader: ProfileReader;
  /** Until everybody reads what was changed. */
  readonly arrived?: () => Promise<void>;
}

/** Merging two profiles by hand, and undoing any merge. Answered when it can be read everywhere, or is kept and the worker is slow. */
export function registerMergeRoutes(app: FastifyInstance, { pg, clock, reader, arrived = () => graphChangesArrived(pg) }: MergeRoutesDeps): void {
  const routes = typed(app);

  const merge = { summary: 'Makes two profiles one, whatever limits say', body: MergeInput, response: { 200: MergeAnswer } };
  routes.post(
    '/api/v1/identity/merge',
    { schema: merge, config: { capability: 'identity.decide' } },
    async ({ caller, body: { into, from, reason = null } }) => {
      const by = { workspace: caller.workspace, author: caller.name, reason, at: clock.now() };
      const { mergeId } = await pg.transaction((tx) => putMerge(tx, { ...by, into, from }));
      await arrived();
      return { mergeId };
    },
  );

  const unmerge = {
    summary: 'Undoes a merge, wherever it stands in history: both profiles are as before',
    body: UnmergeInput,
    response: { 200: UnmergeAnswer },
  };
  routes.post(
    '/api/v1/identity/unmerge',
    { schema: unmerge, config: { capability: 'identity.decide' } },
    async ({ caller, body: { mergeId, reason = null } }) => {
      const by = { workspace: caller.workspace, author: caller.name, reason, at: clock.now() };
      const { groups, isExact } = await pg.transaction((tx) => putUnmerge(tx, { ...by, mergeId }));
      await arrived();
      const profiles = await Promise.all(groups.map(({ rootId }) => reader.byId(caller.workspace, rootId)));
      return { profiles: profiles.filter((profile) => profile !== undefined), isExact };
    },
  );
}
