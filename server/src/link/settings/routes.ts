import { LinkageProposal, LinkageSettingsInput, LinkageSettingsPage, LinkageSettingsView, PageQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { decodeCursor, encodeCursor, requireMatch, sendEtag, typed } from '#platform';
import type { LinkRoutesDeps } from '../deps.ts';
import { proposeForProfiles } from './propose.ts';
import { insertSettings, readSettings, readSettingsPage, settingsFrom, type StoredSettings } from './settings.store.ts';

/** How the profiles of a workspace are linked: reading it, changing it, its versions, a proposal. */
export function registerSettingsRoutes(app: FastifyInstance, deps: LinkRoutesDeps): void {
  const { pg, clock } = deps;
  const routes = typed(app);

  const current = { summary: 'How the profiles of this workspace are linked', response: { 200: LinkageSettingsView } };
  routes.get('/api/v1/identity/linkage', { schema: current, config: { capability: 'identity.read' } }, async ({ caller }, reply) => {
    const stored = await readSettings(pg, caller.workspace);
    sendEtag(reply, stored?.version ?? 0);
    return settingsView(stored);
  });

  const change = {
    summary:
      'Says which traits are compared, from which probability pairs are linked and reviewed, and when. With If-Match: only if nobody changed it meanwhile',
    body: LinkageSettingsInput,
    response: { 200: LinkageSettingsView },
  };
  routes.put('/api/v1/identity/linkage', { schema: change, config: { capability: 'settings.write', scope: 'admin' } }, async (request, reply) => {
    const { caller, body } = request;
    const version = (await readSettings(pg, caller.workspace))?.version ?? 0;
    requireMatch(request, version);
    const written = await insertSettings(pg, {
      workspace: caller.workspace,
      version: version + 1,
      settings: settingsFrom(body),
      author: caller.name,
      reason: body.reason ?? null,
      createdAt: new Date(clock.now()),
    });
    sendEtag(reply, written.version);
    return settingsView(written);
  });

  const versions = { summary: 'Every version of it, newest first', querystring: PageQuery, response: { 200: LinkageSettingsPage } };
  routes.get('/api/v1/identity/linkage/versions', { schema: versions, config: { capability: 'identity.read' } }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [2 ** 31 - 1] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readSettingsPage(pg, caller.workspace, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(settingsView), next: rows.length > limit && last !== undefined ? encodeCursor([last.version]) : null };
  });

  const propose = { summary: 'Comparisons proposed from what the profiles’ traits hold; nothing is changed', response: { 200: LinkageProposal } };
  routes.post('/api/v1/identity/linkage/propose', { schema: propose, config: { capability: 'identity.read', scope: 'read' } }, async ({ caller }) => {
    const { profiles, proposal } = await proposeForProfiles(pg, deps.kinds.of(caller.workspace), caller.workspace);
    return { profiles, comparisons: proposal.config.comparisons, leftOut: [...proposal.leftOut] };
  });
}

const settingsView = (stored: StoredSettings | undefined): LinkageSettingsView => ({
  version: stored?.version ?? 0,
  author: stored?.author ?? null,
  reason: stored?.reason ?? null,
  createdAt: stored?.createdAt.toISOString() ?? null,
  settings: stored?.settings ?? null,
});
