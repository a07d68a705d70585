import { SavedView, SavedViewChange, SavedViewInput, SavedViewList, ViewArrangement, ViewParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { requireMatch, sendEtag, typed } from '#platform';
import { arrange, changeView, listViews, makeView, removeView, type ViewDeps } from './save.ts';

/** Views of the list of customers: one's own, and everybody's. */
export function registerViewRoutes(app: FastifyInstance, deps: ViewDeps): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/views',
    { schema: { summary: 'Views of the list of customers that you see', response: { 200: SavedViewList } }, config: { capability: 'profiles.read' } },
    async ({ caller }) => ({ items: await listViews(deps, caller) }),
  );

  routes.post(
    '/api/v1/views',
    { schema: { summary: 'Keep a view', body: SavedViewInput, response: { 201: SavedView } }, config: { capability: 'profiles.read', scope: 'write' } },
    async ({ caller, body }, reply) => {
      const view = await makeView(deps, caller, body);
      sendEtag(reply, view.version);
      return reply.code(201).header('location', `/api/v1/views/${view.id}`).send(view);
    },
  );

  routes.put(
    '/api/v1/views/arrangement',
    {
      schema: { summary: 'In which order you find the views, and which one you open the list with', body: ViewArrangement, response: { 200: SavedViewList } },
      config: { capability: 'self', scope: 'write' },
    },
    async ({ caller, body }) => ({ items: await arrange(deps, caller, body) }),
  );

  routes.put(
    '/api/v1/views/:id',
    {
      schema: { summary: 'Change a view; what is left out stays', params: ViewParams, body: SavedViewChange, response: { 200: SavedView } },
      config: { capability: 'profiles.read', scope: 'write' },
    },
    async (request, reply) => {
      const view = await changeView(deps, request.caller, request.params.id, request.body, (version) => requireMatch(request, version));
      sendEtag(reply, view.version);
      return view;
    },
  );

  routes.delete(
    '/api/v1/views/:id',
    { schema: { summary: 'Delete a view', params: ViewParams, response: { 204: Type.Null() } }, config: { capability: 'profiles.read', scope: 'write' } },
    async ({ caller, params }, reply) => {
      await removeView(deps, caller, params.id);
      return reply.code(204).send(null);
    },
  );
}
