import { type SourceRules, sourceRules } from '#clean';
import { openLive, type Source } from '#govern';
import type { Postgres } from '#platform';
import { readLatestCleaning, type StoredCleaning } from './cleaning.store.ts';

type RuledSource = Pick<Source, 'workspace' | 'name' | 'timezone' | 'defaultRegion'>;

/** The published cleaning rules, in memory, at most a second old. No event waits for a query. */
export interface CleaningDirectory {
  /** As they count in a source, compiled once a version and source; undefined: none is about it. */
  rulesOf(source: RuledSource): SourceRules | undefined;
  /** The newest version of a workspace; undefined: nobody has published any. */
  storedOf(workspace: number): StoredCleaning | undefined;
  /** Reads again: what was written before the call counts from now on. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly stored: StoredCleaning;
  readonly bySource: Map<string, SourceRules | undefined>;
}

export async function openCleaningDirectory(pg: Postgres): Promise<CleaningDirectory> {
  let known: ReadonlyMap<number, Loaded> = new Map();
  const load = async (from: Postgres): Promise<ReadonlyMap<number, Loaded>> => {
    const rows = await readLatestCleaning(from);
    known = new Map(
      rows.map((stored) => {
        const before = known.get(stored.workspace);
        return [stored.workspace, before?.stored.version === stored.version ? before : { stored, bySource: new Map<string, SourceRules | undefined>() }];
      }),
    );
    return known;
  };
  const live = await openLive(pg, load);
  return {
    rulesOf: ({ workspace, name, timezone, defaultRegion }) => {
      const loaded = live.current().get(workspace);
      if (loaded === undefined) return undefined;
      const key = `${timezone}/${defaultRegion}/${name}`;
      if (!loaded.bySource.has(key)) loaded.bySource.set(key, sourceRules(loaded.stored.rules, name, { zone: timezone, region: defaultRegion }));
      return loaded.bySource.get(key);
    },
    storedOf: (workspace) => live.current().get(workspace)?.stored,
    refresh: live.refresh,
    close: live.close,
  };
}
