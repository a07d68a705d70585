import { timingSafeEqual } from 'node:crypto';
import { Fault } from '#kernel';
import type { Postgres } from '#platform';
import { readKeys, readWorkspaces, type StoredKey } from './govern.read.ts';
import { openLive } from './live.ts';
import { hashOf } from './secrets.ts';
import type { Caller, Scope, Workspace } from './types.ts';

/** Who may call: the admin key and the API keys, in memory, at most a second old. */
export interface Access {
  /** The caller behind a secret; `workspaceKey` is what `X-Workspace` said. Throws DQ_UNAUTHORISED, DQ_NOT_FOUND, DQ_FORBIDDEN. */
  callerOf(secret: string, workspaceKey: string | undefined): Caller;
  workspaceById(id: number): Workspace | undefined;
  /** Reads keys and workspaces again: what was written before the call counts from now on. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly workspacesById: ReadonlyMap<number, Workspace>;
  readonly workspacesByKey: ReadonlyMap<string, Workspace>;
  readonly keysByHash: ReadonlyMap<string, StoredKey>;
}

async function load(pg: Postgres): Promise<Loaded> {
  const [workspaces, keys] = await Promise.all([readWorkspaces(pg), readKeys(pg)]);
  return {
    workspacesById: new Map(workspaces.map((workspace) => [workspace.id, workspace])),
    workspacesByKey: new Map(workspaces.map((workspace) => [workspace.key, workspace])),
    keysByHash: new Map(keys.map((key) => [key.hash.toString('base64'), key])),
  };
}

const everyScope: readonly Scope[] = ['read', 'write', 'admin'];
const home = 'default';

export const unauthorised = (): Fault => new Fault('DQ_UNAUTHORISED', 401, 'send the admin key or an API key that is valid, as Authorization: Bearer …');

export async function openAccess(deps: { readonly pg: Postgres; readonly adminKey: string }): Promise<Access> {
  const adminHash = hashOf(deps.adminKey);
  const live = await openLive(deps.pg, load);

  const adminIn = (workspace: Workspace | undefined, key: string): Caller => {
    if (workspace === undefined) throw new Fault('DQ_NOT_FOUND', 404, `the workspace ${key} does not exist here`);
    return {
      workspace: workspace.id,
      timezone: workspace.timezone,
      defaultRegion: workspace.defaultRegion,
      name: 'admin',
      scopes: everyScope,
      isInstanceAdmin: true,
      operator: null,
      seesPersonalData: true,
    };
  };
  return {
    callerOf: (secret, workspaceKey) => {
      const hash = hashOf(secret);
      const { keysByHash, workspacesById, workspacesByKey } = live.current();
      if (timingSafeEqual(hash, adminHash)) return adminIn(workspacesByKey.get(workspaceKey ?? home), workspaceKey ?? home);
      // Found by the hash of what was sent: how long that takes tells nothing about any secret.
      const key = keysByHash.get(hash.toString('base64'));
      const workspace = key === undefined ? undefined : workspacesById.get(key.workspace);
      if (key === undefined || workspace === undefined || !timingSafeEqual(hash, key.hash)) throw unauthorised();
      if (workspaceKey !== undefined && workspaceKey !== workspace.key)
        throw new Fault('DQ_FORBIDDEN', 403, `this key belongs to another workspace than ${workspaceKey.slice(0, 100)}`);
      return {
        workspace: workspace.id,
        timezone: workspace.timezone,
        defaultRegion: workspace.defaultRegion,
        name: key.name,
        scopes: key.scopes,
        isInstanceAdmin: false,
        operator: null,
        seesPersonalData: key.scopes.includes('admin'),
      };
    },
    workspaceById: (id) => live.current().workspacesById.get(id),
    refresh: live.refresh,
    close: live.close,
  };
}
