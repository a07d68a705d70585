import type { PostgresSession } from '#platform';
import { insertConflicts, takeIds } from '../identity.sql.ts';
import type { ByHand } from '../merge/change.ts';
import type { Detachment } from './detach.ts';
import type { ApplyPlan } from './plan.ts';

const insertHomes = `
  INSERT INTO identify.profile (id, workspace, root_id, created_at)
  SELECT id, $1, id, to_timestamp(min(first_seen) / 1000.0) FROM unnest($2::bigint[], $3::float8[]) AS new (id, first_seen) GROUP BY id`;

const moveIdentifiers = `
  UPDATE identify.identifier i SET home_id = moved.home, profile_id = moved.home
  FROM unnest($2::text[], $3::text[], $4::bigint[]) AS moved (kind, value, home) WHERE (i.workspace, i.kind, i.value) = ($1, moved.kind, moved.value)`;

const removeIdentifiers = `
  DELETE FROM identify.identifier i USING unnest($2::text[], $3::text[]) AS gone (kind, value) WHERE (i.workspace, i.kind, i.value) = ($1, gone.kind, gone.value)`;

/** That a message put it there is a merge that is undone now; what was recorded stays on the other side, so it is not exact. */
const insertUndone = `
  INSERT INTO identify.merge (workspace, into_id, from_id, a_home, b_home, a_kind, a_value, b_kind, b_value, cause, message_id, merged_at, undone_at, undone_by, undo_reason, is_exact)
  SELECT $1, root, home, from_home, home, a_kind, a_value, b_kind, b_value, cause, message_id, to_timestamp(at / 1000.0), to_timestamp($2 / 1000.0), $3, $4, false
  FROM unnest($5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::float8[])
    WITH ORDINALITY AS new (root, from_home, home, a_kind, a_value, b_kind, b_value, cause, message_id, at, place) ORDER BY place`;

const insertApart = `
  INSERT INTO identify.separation (workspace, a_home, b_home, a_root, b_root, merge_id, made_at)
  SELECT $1::int, a.id, b.id, a.root_id, b.root_id, NULL, to_timestamp($2 / 1000.0)
  FROM unnest($3::bigint[], $4::bigint[]) AS pair (a, b) JOIN identify.profile a ON a.id = pair.a JOIN identify.profile b ON b.id = pair.b`;

type By = Pick<ByHand, 'workspace' | 'author' | 'reason' | 'at'>;

interface Moving extends Detachment {
  readonly home: number;
}

/** Carries out what of a plan leaves its home. Gives the real id of each provisional one, and every home that gave or got something. */
export async function detachIdentifiers(
  tx: PostgresSession,
  { detached, apart, refused }: Pick<ApplyPlan, 'detached' | 'apart' | 'refused'>,
  by: By,
): Promise<{ readonly idOf: (home: number) => number; readonly homes: readonly number[] }> {
  if (detached.length === 0) return { idOf: (home) => home, homes: [] };
  const provisional = [...new Set(detached.flatMap(({ home }) => home ?? []))];
  const taken = (await tx.query<{ id: number }>(takeIds, [provisional.length])).map(({ id }) => id).sort((a, b) => a - b);
  const real = new Map(provisional.map((id, place) => [id, taken[place] ?? id]));
  const idOf = (home: number): number => real.get(home) ?? home;
  await moveHome(
    tx,
    detached.flatMap((one) => (one.home === undefined ? [] : [{ ...one, home: idOf(one.home) }])),
    by,
  );
  await letGo(
    tx,
    detached.filter(({ home }) => home === undefined),
    refused,
    idOf,
    by,
  );
  if (apart.length > 0) await tx.query(insertApart, [by.workspace, by.at, apart.map(({ a }) => idOf(a)), apart.map(({ b }) => idOf(b))]);
  return { idOf, homes: [...new Set([...taken, ...detached.map(({ from }) => from)])] };
}

async function moveHome(tx: PostgresSession, rows: readonly Moving[], { workspace, author, reason, at }: By): Promise<void> {
  if (rows.length === 0) return;
  const homes = rows.map(({ home }) => home);
  await tx.query(insertHomes, [workspace, homes, rows.map(({ firstSeen }) => firstSeen)]);
  await tx.query(moveIdentifiers, [workspace, rows.map(({ kind }) => kind), rows.map(({ value }) => value), homes]);
  await tx.query(insertUndone, [
    workspace,
    at,
    author,
    reason,
    rows.map(({ root }) => root),
    rows.map(({ from }) => from),
    homes,
    rows.map(({ link }) => link?.a.kind ?? null),
    rows.map(({ link }) => link?.a.value ?? null),
    rows.map(({ link }) => link?.b.kind ?? null),
    rows.map(({ link }) => link?.b.value ?? null),
    rows.map(({ link }) => (link?.isAlias === true ? 'alias' : 'event')),
    rows.map(({ link }) => link?.messageId ?? null),
    rows.map(({ link, firstSeen }) => link?.firstSeen ?? firstSeen),
  ]);
}

/** They are as what a limit refuses: nobody's, with a conflict for everybody with whom they were named, that says why. */
async function letGo(
  tx: PostgresSession,
  rows: readonly Detachment[],
  refused: ApplyPlan['refused'],
  idOf: (home: number) => number,
  { workspace }: By,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(removeIdentifiers, [workspace, rows.map(({ kind }) => kind), rows.map(({ value }) => value)]);
  await tx.query(insertConflicts, [
    refused.map(() => workspace),
    refused.map(({ kept }) => idOf(kept)),
    refused.map(() => null),
    refused.map(({ kind }) => kind),
    refused.map(({ a }) => a.kind),
    refused.map(({ a }) => a.value),
    refused.map(({ b }) => b.kind),
    refused.map(({ b }) => b.value),
    refused.map(({ messageId }) => messageId),
    refused.map(({ at }) => at),
    refused.map(({ cause }) => cause),
    refused.map(({ most }) => most ?? null),
  ]);
}
