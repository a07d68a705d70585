import type { EnrichmentInput } from '@danqing/contracts';
import type { Enricher } from '#clean';
import { openLive } from '#govern';
import type { Postgres } from '#platform';
import type { PlaceFile } from './place-file.ts';
import { readEnrichments } from './enrichment.store.ts';

/** How each workspace's events are completed, in memory. No look-up waits for anything. */
export interface EnrichDirectory {
  /** The same object until settings or the place file change. */
  of(workspace: number): Enricher;
  close(): Promise<void>;
}

const usual: EnrichmentInput = { rules: [], ownHosts: [] };

export async function openEnrichDirectory(pg: Postgres, places: PlaceFile): Promise<EnrichDirectory> {
  let made = new Map<number, { readonly enricher: Enricher; readonly changedAt: number }>();
  const live = await openLive(pg, async (from) => new Map((await readEnrichments(from)).map((row) => [row.workspace, row])));
  return {
    of: (workspace) => {
      const stored = live.current().get(workspace);
      const changedAt = stored?.changedAt.getTime() ?? 0;
      const placeOf = places.current();
      const known = made.get(workspace);
      if (known?.changedAt === changedAt && known.enricher.placeOf === placeOf) return known.enricher;
      const enricher = { channels: stored?.settings ?? usual, placeOf };
      made = new Map(made).set(workspace, { enricher, changedAt });
      return enricher;
    },
    close: live.close,
  };
}
