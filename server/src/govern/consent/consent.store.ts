import type { PostgresSession } from '#platform';
import { readConsents } from './consent.read.ts';
import type { ConsentState } from './effective.ts';

/** A consent or refusal on its way into the store. Times in ms. */
export interface ConsentStatement {
  readonly workspace: number;
  /** The profile it is recorded under, and goes back with when a merge is undone: the person itself, or one that was merged into it. */
  readonly originId: number;
  /** The person: the survivor, and everything merged into it. */
  readonly profileId: number;
  readonly mergedIds: readonly number[];
  readonly purpose: string;
  /** '' speaks for the whole purpose. */
  readonly channel: string;
  readonly state: ConsentState;
  readonly at: number;
  readonly expiresAt: number | null;
  readonly source: string;
  readonly proof: string;
}

interface NewRow {
  readonly statement: ConsentStatement;
  readonly originId: number;
  readonly carriedFrom: number | null;
}

const insertRows = `
  INSERT INTO govern.consent (workspace, origin_id, purpose, channel, state, at, expires_at, source, proof, carried_from)
  SELECT workspace, origin_id, purpose, channel, state, to_timestamp(at / 1000.0), to_timestamp(expires_at / 1000.0), source, proof, carried_from
  FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::text[], $9::text[], $10::bigint[]) WITH ORDINALITY
    AS new (workspace, origin_id, purpose, channel, state, at, expires_at, source, proof, carried_from, place)
  ORDER BY place RETURNING id`;

async function insert(tx: PostgresSession, rows: readonly NewRow[]): Promise<readonly number[]> {
  if (rows.length === 0) return [];
  const inserted = await tx.query<{ id: number }>(insertRows, [
    rows.map(({ statement }) => statement.workspace),
    rows.map(({ originId }) => originId),
    rows.map(({ statement }) => statement.purpose),
    rows.map(({ statement }) => statement.channel),
    rows.map(({ statement }) => statement.state),
    rows.map(({ statement }) => statement.at),
    rows.map(({ statement }) => statement.expiresAt),
    rows.map(({ statement }) => statement.source),
    rows.map(({ statement }) => statement.proof),
    rows.map(({ carriedFrom }) => carriedFrom),
  ]);
  return inserted.map(({ id }) => id);
}

/** The same person under other ids. */
const othersOf = ({ originId, profileId, mergedIds }: ConsentStatement): readonly number[] => [profileId, ...mergedIds].filter((id) => id !== originId);

/**
 * Records what was said, and gives the lines of JSONEachRow for `consent_change`. A refusal that one of two people had said wins when they turn out to be one; when that
 * person grants again, the grant is put beside that refusal, too, or it would stand for ever.
 */
export async function recordConsents(tx: PostgresSession, statements: readonly ConsentStatement[]): Promise<readonly string[]> {
  const own = statements.map((statement): NewRow => ({ statement, originId: statement.originId, carriedFrom: null }));
  const ids = await insert(tx, own);
  const grants = statements.flatMap((statement, index) => (statement.state === 'granted' ? [{ statement, id: ids[index] ?? 0 }] : []));
  const known = await readConsents(tx, [...new Set(grants.flatMap(({ statement }) => othersOf(statement)))]);
  const carried = grants.flatMap(({ statement, id }) =>
    othersOf(statement)
      .filter((origin) => known.get(origin)?.some(({ purpose }) => purpose === statement.purpose))
      .map((originId): NewRow => ({ statement, originId, carriedFrom: id })),
  );
  const carriedIds = await insert(tx, carried);
  return [...own.map((row, index) => lineOf(row, ids[index] ?? 0)), ...carried.map((row, index) => lineOf(row, carriedIds[index] ?? 0))];
}

/** `2026-11-20 12:00:00.123`: what ClickHouse reads fastest; always UTC. */
const clickhouseTime = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 23);

function lineOf({ statement, originId }: NewRow, id: number): string {
  const { workspace, profileId, purpose, channel, state, at, expiresAt, source, proof } = statement;
  return JSON.stringify({
    workspace,
    purpose,
    channel,
    origin_id: originId,
    ts: clickhouseTime(at),
    profile_id: profileId,
    state,
    expires_at: expiresAt === null ? null : clickhouseTime(expiresAt),
    source,
    proof,
    consent_id: id,
  });
}

const withdraw = `
  DELETE FROM govern.consent c USING govern.consent said
  WHERE c.carried_from = said.id AND c.origin_id = ANY($1::bigint[])
    AND (c.origin_id = ANY($2::bigint[])) <> (said.origin_id = ANY($2::bigint[]))
  RETURNING c.id`;

/**
 * Two sides of a person are two people again: grants that one side said and that were put beside the other's refusals go. `everyId`: the ids of both sides, `side`: those of one.
 * Gives the numbers of the records that went, for ClickHouse.
 */
export async function withdrawCarried(tx: PostgresSession, everyId: readonly number[], side: readonly number[]): Promise<readonly number[]> {
  const rows = await tx.query<{ id: number }>(withdraw, [everyId, side]);
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}
