import {
  type IdentityConfigView,
  IdentityConfigView as ConfigView,
  IdentitySettingsInput,
  type IdentityVersionView,
  IdentityVersionView as VersionView,
  PageOf,
  PageQuery,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { defaultSettings } from '#clean';
import { type Clock, Fault, notFound } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, requireMatch, sendEtag, typed } from '#platform';
import { settingsFrom } from './check.ts';
import { differencesOf } from './differences.ts';
import type { KindDirectory } from './directory.ts';
import { insertSettings, readSettingsVersion, readSettingsVersions, type StoredSettings } from './settings.store.ts';

export interface ConfigRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly kinds: KindDirectory;
}

const VersionParams = Type.Object({ version: Type.Integer({ minimum: 0 }) });

/** How a workspace tells people apart: reading it, changing it, its versions. */
export function registerConfigRoutes(app: FastifyInstance, { pg, clock, kinds }: ConfigRoutesDeps): void {
  const routes = typed(app);

  const current = { summary: 'How this workspace tells people apart, and what of it is not as in the defaults', response: { 200: ConfigView } };
  routes.get('/api/v1/identity/config', { schema: current, config: { capability: 'identity.read' } }, async ({ caller }, reply) => {
    await kinds.refresh();
    const stored = kinds.settingsOf(caller.workspace);
    sendEtag(reply, stored?.version ?? 0);
    return configView(stored);
  });

  const change = {
    summary:
      'Change how this workspace tells people apart. It counts for what comes; what was joined stays until the configuration is applied to the past (POST …/config/apply). With If-Match: only if nobody changed it meanwhile',
    body: IdentitySettingsInput,
    response: { 200: ConfigView },
  };
  routes.put('/api/v1/identity/config', { schema: change, config: { capability: 'settings.write', scope: 'admin' } }, async (request, reply) => {
    const { caller, body } = request;
    await kinds.refresh();
    const version = kinds.settingsOf(caller.workspace)?.version ?? 0;
    requireMatch(request, version);
    const written = await insertSettings(pg, {
      workspace: caller.workspace,
      version: version + 1,
      settings: settingsFrom(body),
      author: caller.name,
      reason: body.reason ?? null,
      createdAt: new Date(clock.now()),
    });
    if (written === undefined) throw new Fault('DQ_CHANGED_MEANWHILE', 412, 'somebody changed this at the same moment: read it again and repeat the change');
    await kinds.refresh();
    sendEtag(reply, written.version);
    return configView(written);
  });

  const versions = { summary: 'Every version of it, newest first', querystring: PageQuery, response: { 200: PageOf(VersionView) } };
  routes.get('/api/v1/identity/config/versions', { schema: versions, config: { capability: 'identity.read' } }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [2 ** 31 - 1] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readSettingsVersions(pg, caller.workspace, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(versionView), next: rows.length > limit && last !== undefined ? encodeCursor([last.version]) : null };
  });

  const one = { summary: 'One version; 0 is the defaults', params: VersionParams, response: { 200: VersionView } };
  routes.get('/api/v1/identity/config/versions/:version', { schema: one, config: { capability: 'identity.read' } }, async ({ caller, params }) => {
    if (params.version === 0) return versionView(undefined);
    const stored = await readSettingsVersion(pg, caller.workspace, params.version);
    if (stored === undefined) throw notFound(`version ${params.version} of the configuration`);
    return versionView(stored);
  });
}

const versionView = (stored: StoredSettings | undefined): IdentityVersionView => ({
  version: stored?.version ?? 0,
  author: stored?.author ?? null,
  reason: stored?.reason ?? null,
  createdAt: stored?.createdAt.toISOString() ?? null,
  ...(stored?.settings ?? defaultSettings),
});

const configView = (stored: StoredSettings | undefined): IdentityConfigView => ({
  ...versionView(stored),
  defaults: defaultSettings,
  differences: [...differencesOf(stored?.settings ?? defaultSettings)],
});
