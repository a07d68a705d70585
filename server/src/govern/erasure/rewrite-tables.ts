import type { Postgres } from '#platform';

export interface Rewrite {
  /** A table of more bytes than this is written anew at night only: nobody can read it meanwhile. */
  readonly largestByDay?: number;
}

const largestByDay = 512 * 1024 ** 2;
const nightHours: readonly number[] = [2, 3, 4];

const sizes = `
  SELECT name, pg_total_relation_size(name::regclass) AS bytes FROM unnest($1::text[]) AS name ORDER BY 2`;

/** Names come from this program's own participants; nothing else may reach the text of a statement. */
const isTable = (name: string): boolean => /^[a-z_]+\.[a-z_]+$/.test(name);

/**
 * Writes tables anew, so that no page of their files holds a row that is gone: a deleted row's bytes stay in its page until something else is written over them. Statistics are
 * made again first, because they quote values. False: a large table must wait for the night.
 */
export async function rewriteTables(pg: Postgres, tables: readonly string[], now: number, rewrite: Rewrite): Promise<boolean> {
  const most = rewrite.largestByDay ?? largestByDay;
  const known = await pg.query<{ name: string; bytes: number }>(sizes, [tables.filter(isTable)]);
  if (known.some(({ bytes }) => bytes > most) && !nightHours.includes(new Date(now).getHours())) return false;
  for (const { name } of known) await pg.query(`VACUUM (FULL, ANALYZE) ${name}`);
  // Skipped with a warning where this is no superuser: then old statistics go with autovacuum.
  await pg.query('VACUUM FULL pg_catalog.pg_statistic');
  return true;
}
