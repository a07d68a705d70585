import { AdoptInput, Adoption, DefinitionParams, PackList, PackView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { typed } from '#platform';
import { adoptPack } from './adopt.ts';
import { existingPack } from './catalogue.ts';
import type { PackDeps } from './ports.ts';
import { packView, readShelf } from './shelf.ts';
import { summarisePacks } from './summary.ts';

/** Ready tags and segments: what there is, what of it this workspace has data for, and taking it over. */
export function registerPackRoutes(app: FastifyInstance, deps: PackDeps): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/packs',
    { schema: { summary: 'All packs', response: { 200: PackList } }, config: { capability: 'definitions.read' } },
    async ({ caller }) => {
      return { items: [...(await summarisePacks(deps, caller.workspace))] };
    },
  );

  routes.get(
    '/api/v1/packs/:key',
    {
      schema: { summary: 'One pack: each item with the data it needs and what of that is missing here', params: DefinitionParams, response: { 200: PackView } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params }) => packView(existingPack(params.key), await readShelf(deps, caller.workspace)),
  );

  routes.post(
    '/api/v1/packs/:key/adopt',
    {
      schema: {
        summary: 'Make definitions of a pack’s items and of what they name; may be repeated',
        params: DefinitionParams,
        body: AdoptInput,
        response: { 200: Adoption },
      },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, params, body }) => {
      const pack = existingPack(params.key);
      return adoptPack(deps, caller.workspace, pack, { items: body.items, language: body.language ?? 'zh', by: caller.operator?.name ?? caller.name });
    },
  );
}
