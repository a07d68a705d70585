import { IdParams, KeyCreated, KeyInput, KeyView, PageOf, PageQuery, WorkspaceCreated, WorkspaceInput, WorkspaceView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { conflict, Fault, invalid, workspaceId } from '#kernel';
import { type Postgres, typed } from '#platform';
import type { Access } from './access.ts';
import { readKeys, readWorkspaces, type StoredKey, type StoredWorkspace } from './govern.read.ts';
import { addKey, addSource, addWorkspace, revokeKey } from './govern.store.ts';
import { pageById } from './page-by-id.ts';
import { setRole } from './operators/operator.store.ts';
import { hashOf, newApiSecret, newWriteKey } from './secrets.ts';
import { isTimezone } from './timezone.ts';

const workspaceView = (workspace: StoredWorkspace): Type.Static<typeof WorkspaceView> => ({ ...workspace, createdAt: workspace.createdAt.toISOString() });

const keyView = ({ id, name, scopes, createdAt }: StoredKey): Type.Static<typeof KeyView> => ({
  id,
  name,
  scopes: [...scopes],
  createdAt: createdAt.toISOString(),
});

function checkTimezone(timezone: string): void {
  if (!isTimezone(timezone))
    throw invalid(`${timezone} is no IANA time zone`, [
      { path: '/timezone', code: 'DQ_FORMAT', message: 'must be an IANA time zone', suggestion: 'Asia/Shanghai' },
    ]);
}

export interface GovernRoutesDeps {
  readonly pg: Postgres;
  readonly access: Access;
  /** This process's collector reads write keys and webhooks again: whoever is shown one may use it at once. */
  readonly refreshKeys: () => Promise<void>;
}

/** Workspaces and keys. Secrets are in the answer that made them, and never again. */
export function registerGovernRoutes(app: FastifyInstance, { pg, access, refreshKeys }: GovernRoutesDeps): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/workspaces',
    {
      schema: { summary: 'The workspaces that this key or operator can see', querystring: PageQuery, response: { 200: PageOf(WorkspaceView) } },
      config: { capability: 'self' },
    },
    async ({ caller, query, signedIn }) => {
      const all = await readWorkspaces(pg);
      const own = signedIn === undefined ? [caller.workspace] : signedIn.places.map(({ id }) => id);
      return pageById(all.filter(({ id }) => caller.isInstanceAdmin || own.includes(id)).map(workspaceView), query);
    },
  );

  const newWorkspace = { summary: 'A new workspace, with its first source and an admin key for it', body: WorkspaceInput, response: { 201: WorkspaceCreated } };
  routes.post(
    '/api/v1/workspaces',
    { schema: newWorkspace, config: { capability: 'workspaces.manage', scope: 'admin', shownOnce: ['writeKey', 'apiKey'] } },
    async ({ caller, body }, reply) => {
      if (!caller.isInstanceAdmin && caller.operator === null)
        throw new Fault('DQ_FORBIDDEN', 403, 'only the admin key and admins who are signed in make workspaces');
      const wanted = { key: body.key, name: body.name, timezone: body.timezone ?? caller.timezone, defaultRegion: body.defaultRegion ?? caller.defaultRegion };
      checkTimezone(wanted.timezone);
      const [writeKey, apiKey] = [newWriteKey(), newApiSecret()];
      const id = await pg.transaction(async (tx) => {
        const workspace = await addWorkspace(tx, wanted);
        await addSource(tx, workspace, { name: 'web', kind: 'stream', writeKey, trust: 50 });
        await addKey(tx, workspace, { name: 'first', hash: hashOf(apiKey), scopes: ['admin'] });
        if (caller.operator !== null) await setRole(tx, caller.operator.id, workspaceId(workspace), 'admin');
        return workspace;
      });
      await Promise.all([access.refresh(), refreshKeys()]);
      const made = (await readWorkspaces(pg)).find((workspace) => workspace.id === id);
      if (made === undefined) throw conflict('the workspace was removed while it was made');
      return reply.code(201).send({ ...workspaceView(made), writeKey, apiKey });
    },
  );

  const keysOf = async (workspace: number): Promise<readonly StoredKey[]> => (await readKeys(pg)).filter((key) => key.workspace === workspace);

  routes.get(
    '/api/v1/keys',
    { schema: { summary: 'The API keys', querystring: PageQuery, response: { 200: PageOf(KeyView) } }, config: { capability: 'keys.manage', scope: 'admin' } },
    async ({ caller, query }) => pageById((await keysOf(caller.workspace)).map(keyView), query),
  );

  const newKey = { summary: 'A new API key; its secret is shown once', body: KeyInput, response: { 201: KeyCreated } };
  routes.post(
    '/api/v1/keys',
    { schema: newKey, config: { capability: 'keys.manage', scope: 'admin', shownOnce: ['secret'] } },
    async ({ caller, body }, reply) => {
      const secret = newApiSecret();
      const id = await addKey(pg, caller.workspace, { name: body.name, hash: hashOf(secret), scopes: body.scopes });
      await access.refresh();
      const made = (await keysOf(caller.workspace)).find((key) => key.id === id);
      if (made === undefined) throw conflict('the key was revoked while it was made');
      return reply.code(201).send({ ...keyView(made), secret });
    },
  );

  routes.delete(
    '/api/v1/keys/:id',
    { schema: { summary: 'Revokes an API key', params: IdParams, response: { 204: Type.Null() } }, config: { capability: 'keys.manage', scope: 'admin' } },
    async ({ caller, params }, reply) => {
      await revokeKey(pg, caller.workspace, params.id);
      await access.refresh();
      return reply.code(204).send(null);
    },
  );
}
