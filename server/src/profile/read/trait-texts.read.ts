import { textOf } from '#kernel';
import type { PostgresSession } from '#platform';

const chosen = `
  SELECT profile_id AS id, coalesce((SELECT jsonb_object_agg(t.key, t.value -> 'v') FROM jsonb_each(CASE WHEN $3 THEN coalesce(own, traits) ELSE traits END) AS t
    WHERE ($2::text[] IS NULL OR t.key = ANY($2::text[])) AND jsonb_typeof(t.value -> 'v') IN ('string', 'number', 'boolean')), '{}') AS traits
  FROM profile.core WHERE profile_id = ANY($1::bigint[])`;

/**
 * Scalar traits of roots as their exact texts, by path: those of `paths`, or all. Who says nothing is missing. `own`: of any profile ids, merged-away ones too, what each itself
 * says. One statement.
 */
export async function readTraitTexts(
  pg: PostgresSession,
  ids: readonly number[],
  paths?: readonly string[],
  own = false,
): Promise<ReadonlyMap<number, ReadonlyMap<string, string>>> {
  const rows = await pg.query<{ id: number; traits: Readonly<Record<string, string | number | boolean>> }>(chosen, [ids, paths ?? null, own]);
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
