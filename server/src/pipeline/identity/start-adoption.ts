import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { KindRules } from '#clean';
import { readAccountPlaces } from '#identify';
import { type WorkspaceId, workspaceId } from '#kernel';
import type { Postgres } from '#platform';
import { readAccountKeys } from '#profile';
import { adoptAccounts } from './adopt.ts';

export interface AdoptionDeps {
  readonly pg: Postgres;
  readonly kinds: { of(workspace: number): KindRules };
  readonly access: { workspaceById(id: number): { readonly defaultRegion: string } | undefined };
}

const keysEach = 500;
/** Between two goes, so that slices do not wait for the lock of the graph. */
const restMs = 20;

/** Takes every account into the graph that is not in it yet, oldest workspace first. May die anywhere: whoever is in it is passed over the next time. */
export async function adoptAll({ pg, kinds, access }: AdoptionDeps, signal?: AbortSignal): Promise<void> {
  let after = { workspace: 0, key: '' };
  while (signal?.aborted !== true) {
    const page = await readAccountKeys(pg, after, keysEach);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
    for (const [workspace, rows] of Map.groupBy(page, (row) => row.workspace)) {
      const keys = rows.map(({ key }) => key);
      if ((await readAccountPlaces(pg, workspace, keys)).length === keys.length) continue;
      const defaultRegion = access.workspaceById(workspace)?.defaultRegion ?? '';
      await adoptIn(pg, workspaceId(workspace), keys, kinds.of(workspace), defaultRegion);
      await sleep(restMs);
    }
  }
}

const adoptIn = (pg: Postgres, workspace: WorkspaceId, keys: readonly string[], kinds: KindRules, defaultRegion: string): Promise<void> =>
  pg.transaction((tx) => adoptAccounts(tx, { workspace, keys, kinds, defaultRegion }));

/** Once a start: accounts of versions in which they had no identifiers. What comes meanwhile finds its own way into the graph. */
export function startAdoption({ logger, ...deps }: AdoptionDeps & { readonly logger: Logger }): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = adoptAll(deps, stopping.signal).catch((error: unknown) => {
    logger.error({ err: error }, 'taking earlier accounts into the graph failed; it goes on at the next start');
  });
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
