import { compileKinds, defaultKinds, type KindRules } from '#clean';
import { openLive } from '#govern';
import type { Postgres } from '#platform';
import { readLatestSettings, type StoredSettings } from './settings.store.ts';

/** How every workspace tells people apart, in memory, at most a second old. No look-up waits for a query. */
export interface KindDirectory {
  of(workspace: number): KindRules;
  /** The newest version that a workspace has; undefined: the defaults. */
  settingsOf(workspace: number): StoredSettings | undefined;
  /** Reads again: what was written before the call counts from now on. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly stored: StoredSettings;
  readonly kinds: KindRules;
}

export async function openKindDirectory(pg: Postgres): Promise<KindDirectory> {
  let compiled: ReadonlyMap<number, Loaded> = new Map();
  const load = async (from: Postgres): Promise<ReadonlyMap<number, Loaded>> => {
    const rows = await readLatestSettings(from);
    compiled = new Map(
      rows.map((stored) => {
        const known = compiled.get(stored.workspace);
        // Compiled once a version: a rule remembers the kinds it was asked for.
        const kinds = known?.stored.version === stored.version ? known.kinds : compileKinds(stored.settings);
        return [stored.workspace, { stored, kinds }];
      }),
    );
    return compiled;
  };
  const live = await openLive(pg, load);
  return {
    of: (workspace) => live.current().get(workspace)?.kinds ?? defaultKinds,
    settingsOf: (workspace) => live.current().get(workspace)?.stored,
    refresh: live.refresh,
    close: live.close,
  };
}
