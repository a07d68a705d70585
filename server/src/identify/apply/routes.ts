import { ConfigApplied, ConfigApplyAsked, ConfigApplyInput } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { noteTask } from '#govern';
import { type Clock, Fault, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import { readSettingsVersions } from '../config/settings.store.ts';
import { insertApply, readApply } from './apply.store.ts';

export interface ApplyRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
}

const ApplyParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });

/** Applying the newest configuration to what is known already: asked for here, carried out by the worker. */
export function registerApplyRoutes(app: FastifyInstance, { pg, clock }: ApplyRoutesDeps): void {
  const routes = typed(app);

  const apply = {
    summary: 'Applies the newest configuration of identifiers to the past: merges are made and undone as if it had always stood. dryRun: only counts',
    body: ConfigApplyInput,
    response: { 200: ConfigApplyAsked },
  };
  routes.post('/api/v1/identity/config/apply', { schema: apply, config: { capability: 'settings.write', scope: 'admin' } }, async ({ caller, body }) => {
    const { workspace, defaultRegion, name: author } = caller;
    const [newest] = await readSettingsVersions(pg, workspace, 2 ** 31 - 1, 1);
    const version = newest?.version ?? 0;
    const id = await insertApply(pg, { workspace, version, defaultRegion, isDryRun: body.dryRun ?? false, author, askedAt: new Date(clock.now()) });
    if (id === undefined) throw new Fault('DQ_APPLY_UNDERWAY', 409, 'a configuration is being applied to this workspace already: wait until it is done');
    await noteTask(pg, caller, 'identity_apply', id);
    return { id, version };
  });

  const progress = { summary: 'How far a configuration has been applied, and what that changed', params: ApplyParams, response: { 200: ConfigApplied } };
  routes.get('/api/v1/identity/config/apply/:id', { schema: progress, config: { capability: 'identity.read' } }, async ({ caller, params }) => {
    const job = await readApply(pg, caller.workspace, params.id);
    if (job === undefined) throw notFound(`the applied configuration ${params.id}`);
    const { workspace: _workspace, defaultRegion: _region, isDryRun, askedAt, startedAt, finishedAt, after, ...rest } = job;
    return {
      ...rest,
      dryRun: isDryRun,
      upTo: after,
      askedAt: askedAt.toISOString(),
      startedAt: startedAt?.toISOString() ?? null,
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  });
}
