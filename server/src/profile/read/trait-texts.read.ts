import { textOf } from '#kernel';
import type { PostgresSession } from '#platform';

const chosen = `
  SELECT profile_id AS id, coalesce((SELECT jsonb_object_agg(t.key, t.value -> 'v') FROM jsonb_each(traits) AS t
    WHERE ($2::text[] IS NULL OR t.key = ANY($2::text[])) AND jsonb_typeof(t.value -> 'v') IN ('string', 'number', 'boolean')), '{}') AS traits
  FROM profile.core WHERE profile_id = ANY($1::bigint[])`;

/** Scalar traits of roots as their exact texts, by path: those of `paths`, or all. Who says nothing is missing. One statement. */
export async function readTraitTexts(
  pg: PostgresSession,
  roots: readonly number[],
  paths?: readonly string[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, string>>> {
  const rows = await pg.query<{ id: number; traits: Readonly<Record<string, string | number | boolean>> }>(chosen, [roots, paths ?? null]);
  return new Map(
    rows.map(({ id, traits }) => [
      id,
      new Map(
        Object.entries(traits).flatMap(([path, value]) => {
          const text = textOf(value);
          return text === undefined ? [] : [[path, text] as const];
        }),
      ),
    ]),
  );
}
