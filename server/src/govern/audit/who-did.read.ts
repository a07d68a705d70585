import type { PostgresSession } from '#platform';

/** Something that was done to one of these objects (as the log names them) at some time before a moment. */
export interface Deed {
  readonly workspace: number;
  readonly objects: readonly string[];
  readonly before: Date;
}

// Entries are written a moment after the deed.
const latest = `
  SELECT asked.place::int AS place, entry.actor
  FROM unnest($1::int[], $2::text[], $3::timestamptz[]) WITH ORDINALITY AS asked (workspace, objects, before, place)
  CROSS JOIN LATERAL (
    SELECT actor FROM govern.audit a
    WHERE a.workspace = asked.workspace AND a.object = ANY(string_to_array(asked.objects, E'\\n')) AND a.at <= asked.before + interval '2 seconds'
    ORDER BY a.id DESC LIMIT 1
  ) entry`;

/** By whom, one a deed; null where the log says nothing of it. One statement. */
export async function whoDid(pg: PostgresSession, deeds: readonly Deed[]): Promise<readonly (string | null)[]> {
  if (deeds.every(({ objects }) => objects.length === 0)) return deeds.map(() => null);
  const columns = [deeds.map(({ workspace }) => workspace), deeds.map(({ objects }) => objects.join('\n')), deeds.map(({ before }) => before)];
  const found = new Map((await pg.query<{ place: number; actor: string }>(latest, columns)).map(({ place, actor }) => [place, actor]));
  return deeds.map((_, index) => found.get(index + 1) ?? null);
}
