import { notFound } from '#kernel';
import type { PostgresSession } from '#platform';

type IdRow = { readonly id: number };

const change = `
  UPDATE govern.source SET label = coalesce($3, label), trust = coalesce($4, trust),
    disabled_at = CASE WHEN $5::boolean IS NULL THEN disabled_at WHEN $5 THEN coalesce(disabled_at, to_timestamp($6 / 1000.0)) END
  WHERE workspace = $1 AND id = $2 RETURNING id`;

export interface SourceChanges {
  readonly label?: string;
  readonly trust?: number;
  readonly isDisabled?: boolean;
}

export async function changeSource(
  tx: PostgresSession,
  workspace: number,
  id: number,
  { label, trust, isDisabled }: SourceChanges,
  now: number,
): Promise<void> {
  const rows = await tx.query<IdRow>(change, [workspace, id, label ?? null, trust ?? null, isDisabled ?? null, now]);
  if (rows.length === 0) throw notFound(`the source ${id}`);
}

// The key of the rotation before this one ends at once, whatever grace it had.
const rotate = `
  UPDATE govern.source SET previous_key = CASE WHEN $4::float8 > $5 THEN write_key END, previous_until = CASE WHEN $4::float8 > $5 THEN to_timestamp($4 / 1000.0) END,
    write_key = $3, rotated_at = to_timestamp($5 / 1000.0)
  WHERE workspace = $1 AND id = $2 AND kind = 'stream' RETURNING id`;

/** A new write key; the old one works until `graceUntil` (milliseconds). */
export async function rotateWriteKey(
  tx: PostgresSession,
  workspace: number,
  id: number,
  { writeKey, graceUntil, now }: { readonly writeKey: string; readonly graceUntil: number; readonly now: number },
): Promise<void> {
  const rows = await tx.query<IdRow>(rotate, [workspace, id, writeKey, graceUntil, now]);
  if (rows.length === 0) throw notFound(`a source ${id} with a write key`);
}
