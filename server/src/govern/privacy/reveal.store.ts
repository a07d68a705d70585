import type { PostgresSession } from '#platform';

// The day is the workspace's: limits begin anew at its midnight. Two requests at once take turns on the row.
const count = `
  INSERT INTO govern.reveal (workspace, operator, day, profiles) VALUES ($1, $2, ($3::timestamptz AT TIME ZONE $4)::date, 1)
  ON CONFLICT (workspace, operator, day) DO UPDATE SET profiles = reveal.profiles + 1 RETURNING profiles`;

/** Counts one more profile that somebody reveals today; how many that makes. */
export async function countReveal(
  tx: PostgresSession,
  { workspace, operator, at, timezone }: { readonly workspace: number; readonly operator: string; readonly at: Date; readonly timezone: string },
): Promise<number> {
  const [row] = await tx.query<{ profiles: number }>(count, [workspace, operator, at, timezone]);
  return row?.profiles ?? 1;
}
