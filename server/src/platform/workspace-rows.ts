import type { ClickHouse } from './clickhouse.ts';
import { dropPart } from './clickhouse-parts.ts';
import type { Postgres } from './postgres.ts';

/**
 * Everything of one workspace, found by the catalogue: a table that somebody adds later is reached without a line here. Every table about a workspace
 * has a column `workspace`, or hangs on one that has by ON DELETE CASCADE.
 */

// Children before parents: a table is deleted from once nothing that refers to it is left in the list.
const postgresTables = `
  SELECT c.oid::regclass::text AS name, array_remove(array_agg(DISTINCT r.conrelid::regclass::text), NULL) AS children
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_constraint r ON r.confrelid = c.oid AND r.contype = 'f' AND r.confdeltype = 'a' AND r.conrelid <> c.oid
  WHERE a.attname = 'workspace' AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss')
  GROUP BY c.oid ORDER BY 1`;

/** Deletes the rows of a workspace from every table but `kept` (schema.table). Returns how many there were. May be repeated. */
export async function deletePostgresRows(pg: Postgres, workspace: number, kept: ReadonlySet<string>): Promise<number> {
  const tables = (await pg.query<{ name: string; children: readonly string[] }>(postgresTables)).filter(({ name }) => !kept.has(name));
  const left = new Map(tables.map(({ name, children }) => [name, children]));
  let rows = 0;
  while (left.size > 0) {
    const free = [...left].filter(([, children]) => !children.some((child) => left.has(child))).map(([name]) => name);
    // A circle of references would be a mistake in a migration; the engine then says which.
    for (const name of free.length > 0 ? free : [...left.keys()]) {
      const [gone] = await pg.query<{ n: number }>(`WITH gone AS (DELETE FROM ${name} WHERE workspace = $1 RETURNING 1) SELECT count(*)::int AS n FROM gone`, [
        workspace,
      ]);
      rows += gone?.n ?? 0;
      left.delete(name);
    }
  }
  return rows;
}

const clickhouseTables = `
  SELECT c.table AS name FROM system.columns c JOIN system.tables t ON t.database = c.database AND t.name = c.table
  WHERE c.database = currentDatabase() AND c.name = 'workspace' AND t.engine LIKE '%MergeTree' ORDER BY name`;

const partsOf = (table: string): string =>
  `SELECT _part AS part, count() AS rows, countIf(workspace = {workspace:UInt32}) AS own FROM ${table} GROUP BY part HAVING own > 0`;

/**
 * Deletes the rows of a workspace from every table: out of sight when this returns, and written out of the parts in the background. Parts of nobody else
 * are dropped: a mutation would leave them empty for a minute, and an empty part with JSON columns fails to be read (26.7, "Cannot read all data").
 * Call it when no lightweight UPDATE is under way: a mutation would take one that has not ended for applied.
 */
export async function deleteClickHouseRows(clickhouse: ClickHouse, workspace: number): Promise<number> {
  let rows = 0;
  for (const { name } of await clickhouse.query<{ name: string }>(clickhouseTables)) {
    const parts = await clickhouse.query<{ part: string; rows: number; own: number }>(partsOf(name), { workspace });
    let isMixed = false;
    for (const part of parts) {
      rows += part.own;
      isMixed ||= part.own < part.rows || !(await dropPart(clickhouse, name, part.part));
    }
    if (!isMixed) continue;
    await clickhouse.command(`DELETE FROM ${name} WHERE workspace = {workspace:UInt32}`, { workspace });
    await clickhouse.command(
      `ALTER TABLE ${name} DELETE WHERE workspace = {workspace:UInt32}`,
      { workspace },
      { settings: { mutations_sync: 0, alter_sync: 0 } },
    );
  }
  return rows;
}
