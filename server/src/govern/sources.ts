import { notFound, type SourceId, type WorkspaceId } from '#kernel';
import type { Postgres } from '#platform';
import { readSources } from './govern.read.ts';
import { addSource } from './govern.store.ts';
import { openLive } from './live.ts';
import type { Source } from './types.ts';

/** The sources of all workspaces, in memory, at most a second old. No look-up waits for a query. */
export interface SourceDirectory {
  byWriteKey(key: string): Source | undefined;
  byId(id: SourceId | number): Source | undefined;
  byName(workspace: number, name: string): Source | undefined;
  /** The source that an import's mapping names; made when the workspace has none of that name. */
  ensureImportSource(workspace: WorkspaceId, name: string): Promise<Source>;
  close(): Promise<void>;
}

interface Loaded {
  readonly byWriteKey: ReadonlyMap<string, Source>;
  readonly byId: ReadonlyMap<number, Source>;
}

async function load(pg: Postgres): Promise<Loaded> {
  const byWriteKey = new Map<string, Source>();
  const byId = new Map<number, Source>();
  for (const { id, workspace, name, kind, trust, defaultRegion, timezone, writeKey } of await readSources(pg)) {
    const source = { id, workspace, name, kind, trust, defaultRegion, timezone };
    byId.set(id, source);
    if (writeKey !== null) byWriteKey.set(writeKey, source);
  }
  return { byWriteKey, byId };
}

export async function openSourceDirectory(pg: Postgres): Promise<SourceDirectory> {
  const live = await openLive(pg, load);
  const named = (workspace: number, name: string): Source | undefined => {
    for (const source of live.current().byId.values()) if (source.workspace === workspace && source.name === name) return source;
    return undefined;
  };
  return {
    byWriteKey: (key) => live.current().byWriteKey.get(key),
    byId: (id) => live.current().byId.get(id),
    byName: named,
    ensureImportSource: async (workspace, name) => {
      const known = named(workspace, name);
      if (known !== undefined) return known;
      await addSource(pg, workspace, { name, kind: 'import', writeKey: null, trust: 50 });
      await live.refresh();
      const made = named(workspace, name);
      if (made === undefined) throw notFound(`the workspace ${workspace}`);
      return made;
    },
    close: live.close,
  };
}
