import { eraseConsentRows, noteRemoved, openAnonymiser } from '#govern';
import type { ClickHouse, Postgres } from '#platform';
import { countRowsOf, eraseRows, keepAnonymously } from '#profile';
import type { ErasureLine } from './parcel-line.ts';

/** Forgets people where events stand. Counted before anything goes, so that an attempt that died halfway does not make the figures smaller. May be repeated. */
export async function eraseDelivered({ pg, clickhouse }: { readonly pg: Postgres; readonly clickhouse: ClickHouse }, line: ErasureLine): Promise<void> {
  const { events, traitChanges } = await countRowsOf(clickhouse, line);
  await noteRemoved(pg, line.erasure, [
    { store: 'clickhouse', what: line.nobody === null ? 'events' : 'events made anonymous', count: events },
    { store: 'clickhouse', what: 'trait changes', count: traitChanges },
  ]);
  const { workspace, homes, nobody } = line;
  if (nobody !== null) await keepAnonymously(clickhouse, { workspace, homes, nobody }, await openAnonymiser(pg, workspace));
  await eraseRows({ pg, clickhouse }, line);
  await eraseConsentRows(clickhouse, workspace, homes);
}
