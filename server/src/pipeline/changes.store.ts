import type { PostgresSession } from '#platform';
import type { ProfileChanges } from './changes.ts';
import { packIds, unpackInto } from './id-list.ts';

const insertChange = `
  INSERT INTO pipeline.change (workspace, id, profiles, merged, events, identity) VALUES ($1, $2, $3, $4, $5, $6)`;

/**
 * Hands changed profiles over to whatever follows them, in the transaction that changes them. `outboxId`: the outbox row whose delivery
 * makes the change visible. (Measured against a narrow ClickHouse table fed by a view: that costs every insert a part and a sync, and
 * neither replays nor merges rise with the log position. A row here takes a fiftieth of the bytes of its outbox row.)
 */
export async function putChanges(tx: PostgresSession, outboxId: number, changes: readonly ProfileChanges[]): Promise<void> {
  for (const { workspace, profiles, merged, events, hasIdentity } of changes) {
    await tx.query(insertChange, [workspace, outboxId, packIds(profiles), packIds(merged), [...events], hasIdentity]);
  }
}

const changeHeads = `
  SELECT workspace, max(id) AS id FROM pipeline.change
  WHERE id < coalesce((SELECT min(id) FROM pipeline.outbox), 9223372036854775807) GROUP BY workspace`;

/** The last change of each workspace that ClickHouse shows, by workspace; those where nothing ever changed are missing. */
export async function readChangeHeads(pg: PostgresSession): Promise<ReadonlyMap<number, number>> {
  const rows = await pg.query<{ workspace: number; id: number }>(changeHeads);
  return new Map(rows.map(({ workspace, id }) => [workspace, id]));
}

const changesBetween = `
  SELECT id, profiles, merged, events, identity FROM pipeline.change WHERE workspace = $1 AND id > $2 AND id <= $3 ORDER BY id`;

interface ChangeRow {
  readonly id: number;
  readonly profiles: Buffer;
  readonly merged: Buffer;
  readonly events: readonly string[];
  readonly identity: boolean;
}

/** Everything that changed after one change and up to another, together. */
export async function readChanges(pg: PostgresSession, workspace: number, after: number, upTo: number): Promise<ProfileChanges> {
  const [profiles, merged, events] = [new Set<number>(), new Set<number>(), new Set<string>()];
  let hasIdentity = false;
  for (const row of await pg.query<ChangeRow>(changesBetween, [workspace, after, upTo])) {
    unpackInto(profiles, row.profiles);
    unpackInto(merged, row.merged);
    for (const name of row.events) events.add(name);
    hasIdentity ||= row.identity;
  }
  return { workspace, profiles, merged, events, hasIdentity };
}

/** Forgets changes that everybody has followed; the newest of a workspace stays, because it says how far that is. */
export async function forgetChanges(pg: PostgresSession, workspace: number, upTo: number): Promise<void> {
  await pg.query(`DELETE FROM pipeline.change WHERE workspace = $1 AND id <= $2 AND id < (SELECT max(id) FROM pipeline.change WHERE workspace = $1)`, [
    workspace,
    upTo,
  ]);
}
