import { type Clock, notFound, type SourceId, systemClock, type WorkspaceId } from '#kernel';
import type { Postgres } from '#platform';
import { readSources } from './govern.read.ts';
import { addSource } from './govern.store.ts';
import { openLive } from './live.ts';
import type { Source } from './types.ts';

/** The sources of all workspaces, in memory, at most a second old. No look-up waits for a query. */
export interface SourceDirectory {
  /** Also by the key before the last rotation, until its grace is over; also of a disabled source, which says so. */
  byWriteKey(key: string): Source | undefined;
  byId(id: SourceId | number): Source | undefined;
  byName(workspace: number, name: string): Source | undefined;
  /** The source that an import's mapping names; made when the workspace has none of that name. */
  ensureImportSource(workspace: WorkspaceId, name: string): Promise<Source>;
  /** Reads again now; what was written before the call is known afterwards. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly byWriteKey: ReadonlyMap<string, Source>;
  /** Write keys before the last rotation. */
  readonly byPreviousKey: ReadonlyMap<string, { readonly source: Source; readonly untilMs: number }>;
  readonly byId: ReadonlyMap<number, Source>;
}

async function load(pg: Postgres): Promise<Loaded> {
  const byWriteKey = new Map<string, Source>();
  const byPreviousKey = new Map<string, { readonly source: Source; readonly untilMs: number }>();
  const byId = new Map<number, Source>();
  for (const { id, workspace, name, kind, trust, defaultRegion, timezone, writeKey, disabledAt, previousKey, previousUntil, isRemoved } of await readSources(
    pg,
  )) {
    const source = {
      id,
      workspace,
      name,
      kind,
      trust,
      defaultRegion,
      timezone,
      ...(disabledAt === null ? {} : { isDisabled: true }),
      ...(isRemoved ? { isRemoved } : {}),
    };
    byId.set(id, source);
    if (writeKey !== null) byWriteKey.set(writeKey, source);
    if (previousKey !== null && previousUntil !== null) byPreviousKey.set(previousKey, { source, untilMs: previousUntil.getTime() });
  }
  return { byWriteKey, byPreviousKey, byId };
}

export async function openSourceDirectory(pg: Postgres, clock: Clock = systemClock()): Promise<SourceDirectory> {
  const live = await openLive(pg, load);
  const named = (workspace: number, name: string): Source | undefined => {
    for (const source of live.current().byId.values()) if (source.workspace === workspace && source.name === name) return source;
    return undefined;
  };
  return {
    byWriteKey: (key) => {
      const { byWriteKey, byPreviousKey } = live.current();
      const found = byWriteKey.get(key);
      if (found !== undefined) return found;
      const previous = byPreviousKey.get(key);
      return previous !== undefined && previous.untilMs > clock.now() ? previous.source : undefined;
    },
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
    refresh: live.refresh,
    close: live.close,
  };
}
