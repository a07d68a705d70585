import type { PostgresSession } from '#platform';
import * as sql from './identity.sql.ts';
import { isProvisional, type NewIdentifier, type Resolution } from './model.ts';
import { rootOf } from './root-of.ts';
import { addSuspicions } from './shared/shared.store.ts';

/** A profile that events were written under, and the root it leads to now. */
export interface AliasRow {
  readonly fromId: number;
  readonly rootId: number;
  readonly workspace: number;
}

export interface IdentityChanges {
  /** The real id of each event's root, in order. */
  readonly profileOf: readonly number[];
  /** The real id of the home of each event's strongest identifier: what it says is recorded under it. */
  readonly homeOf: readonly number[];
  /** New profiles that are still roots at the end of the slice. */
  readonly created: ReadonlySet<number>;
  /** Roots whose identifiers, age or extent changed, the created ones too. */
  readonly touched: ReadonlySet<number>;
  /** Merges between profiles, with real ids, in order. */
  readonly merges: readonly { readonly into: number; readonly from: number }[];
  /** Every profile stored before whose root changed. */
  readonly aliases: readonly AliasRow[];
}

/** Real ids for provisional ones, and the root of each after the slice's merges. */
interface Numbering {
  real(id: number): number;
  rootOf(id: number): number;
}

/** The columns of rows, one array a getter: what unnest takes. */
const columns = <Row>(rows: readonly Row[], ...getters: readonly ((row: Row) => unknown)[]): readonly unknown[] => getters.map((get) => rows.map(get));

async function numberProfiles(tx: PostgresSession, { created, merges }: Resolution): Promise<Numbering> {
  const taken = created.length === 0 ? [] : (await tx.query<{ id: number }>(sql.takeIds, [created.length])).map(({ id }) => id).sort((a, b) => a - b);
  const realIds = new Map(created.map(({ id }, index) => [id, taken[index] ?? id]));
  const real = (id: number): number => realIds.get(id) ?? id;
  const parents = new Map(merges.map(({ into, from }) => [real(from), real(into)]));
  return { real, rootOf: (id) => rootOf(parents, real(id)) };
}

async function writeMerges(tx: PostgresSession, { merges }: Resolution, { real, rootOf }: Numbering, position: number): Promise<readonly AliasRow[]> {
  if (merges.length === 0) return [];
  const stored = merges.map(({ from }) => from).filter((id) => !isProvisional(id));
  let aliases: readonly AliasRow[] = [];
  if (stored.length > 0) {
    aliases = await tx.query<AliasRow>(sql.moveProfiles, [stored, stored.map(rootOf)]);
    await tx.query(sql.moveIdentifiers, [stored, stored.map(rootOf)]);
    await tx.query(sql.moveSeparations, [stored, stored.map(rootOf)]);
    await tx.query(sql.upsertAliases, [
      ...columns(
        aliases,
        (row) => row.fromId,
        (row) => row.rootId,
        (row) => row.workspace,
      ),
      position,
    ]);
  }
  const froms = merges.map(({ from }) => real(from));
  await tx.query(sql.ageSurvivors, [froms, froms.map(rootOf)]);
  await tx.query(
    sql.insertMerges,
    columns(
      merges,
      (row) => row.workspace,
      (row) => real(row.into),
      (row) => real(row.from),
      (row) => row.cause,
      (row) => row.messageId,
      (row) => row.at,
      (row) => real(row.aHome),
      (row) => real(row.bHome),
      (row) => row.a.kind,
      (row) => row.a.value,
      (row) => row.b.kind,
      (row) => row.b.value,
    ),
  );
  return aliases;
}

async function writeIdentifiers(tx: PostgresSession, rows: readonly NewIdentifier[], { real, rootOf }: Numbering): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    sql.insertIdentifiers,
    columns(
      rows,
      (row) => row.workspace,
      (row) => row.kind,
      (row) => row.value,
      (row) => rootOf(row.profileId),
      (row) => real(row.homeId),
      (row) => row.sourceId,
      (row) => row.firstSeen,
      (row) => row.lastSeen,
    ),
  );
}

/** A late event may be the oldest of its profile. Returns the profiles that became older. */
async function writeSightings(tx: PostgresSession, { sightings, newIdentifiers }: Resolution): Promise<readonly number[]> {
  const [older, later] = [sightings.filter(({ isOlder }) => isOlder), sightings.filter(({ isOlder }) => !isOlder)];
  if (later.length > 0) {
    await tx.query(
      sql.noteSightings,
      columns(
        later,
        (row) => row.workspace,
        (row) => row.kind,
        (row) => row.value,
        (row) => row.lastSeen,
      ),
    );
  }
  if (older.length > 0) {
    await tx.query(
      sql.widenSightings,
      columns(
        older,
        (row) => row.workspace,
        (row) => row.kind,
        (row) => row.value,
        (row) => row.firstSeen,
        (row) => row.lastSeen,
      ),
    );
  }
  const earlier = [...older, ...newIdentifiers.filter((row) => !isProvisional(row.homeId))];
  if (earlier.length === 0) return [];
  const rows = await tx.query<{ id: number }>(
    sql.lowerCreation,
    columns(
      earlier,
      (row) => row.workspace,
      (row) => row.kind,
      (row) => row.value,
      (row) => row.firstSeen,
    ),
  );
  return rows.map(({ id }) => id);
}

async function writeEdges(tx: PostgresSession, { edges }: Resolution): Promise<void> {
  if (edges.length === 0) return;
  await tx.query(
    sql.upsertEdges,
    columns(
      edges,
      (row) => row.workspace,
      (row) => row.a.kind,
      (row) => row.a.value,
      (row) => row.b.kind,
      (row) => row.b.value,
      (row) => row.kind,
      (row) => row.messageId,
      (row) => row.sourceId,
      (row) => row.firstSeen,
      (row) => row.lastSeen,
    ),
  );
}

async function writeConflicts(tx: PostgresSession, { conflicts }: Resolution, { real }: Numbering): Promise<void> {
  if (conflicts.length === 0) return;
  await tx.query(
    sql.insertConflicts,
    columns(
      conflicts,
      (row) => row.workspace,
      (row) => real(row.kept),
      (row) => (row.other === undefined ? null : real(row.other)),
      (row) => row.kind,
      (row) => row.a.kind,
      (row) => row.a.value,
      (row) => row.b.kind,
      (row) => row.b.value,
      (row) => row.messageId,
      (row) => row.at,
      (row) => row.cause,
      (row) => row.most ?? null,
    ),
  );
  await tx.query(
    sql.widenConflicts,
    columns(
      conflicts,
      (row) => row.workspace,
      (row) => row.a.kind,
      (row) => row.a.value,
      (row) => row.b.kind,
      (row) => row.b.value,
      (row) => row.lastSeen,
    ),
  );
}

/** Writes a resolution: a handful of statements, whatever the size of the slice. `position`: the last log position of the slice. */
export async function applyResolution(tx: PostgresSession, resolution: Resolution, position: number): Promise<IdentityChanges> {
  const { created, newIdentifiers, merges, profileOf, homeOf } = resolution;
  const numbering = await numberProfiles(tx, resolution);
  const { real, rootOf } = numbering;
  if (created.length > 0) {
    await tx.query(
      sql.insertProfiles,
      columns(
        created,
        (row) => real(row.id),
        (row) => row.workspace,
        (row) => rootOf(row.id),
        (row) => row.createdAt,
      ),
    );
  }
  const aliases = await writeMerges(tx, resolution, numbering, position);
  await writeIdentifiers(tx, newIdentifiers, numbering);
  const aged = await writeSightings(tx, resolution);
  await writeEdges(tx, resolution);
  await writeConflicts(tx, resolution, numbering);
  await addSuspicions(tx, resolution.suspicions);
  return {
    profileOf: profileOf.map(rootOf),
    homeOf: homeOf.map(real),
    created: new Set(created.map(({ id }) => real(id)).filter((id) => rootOf(id) === id)),
    touched: new Set([
      ...created.map(({ id }) => rootOf(id)),
      ...newIdentifiers.map((row) => rootOf(row.profileId)),
      ...merges.map(({ into }) => rootOf(into)),
      ...aged,
    ]),
    merges: merges.map(({ into, from }) => ({ into: real(into), from: real(from) })),
    aliases,
  };
}
