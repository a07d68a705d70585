import type { Compiled, KnownNames, Names } from './context.ts';
import { tables } from './tables.ts';

/** Rows of which the paths of one workspace are read: enough to suggest from, the same however many there are. */
const sampleRows = 50_000;

const sources = [
  { what: 'properties', column: 'properties', table: tables.events, sample: tables.timeline, condition: '' },
  { what: 'traits', column: 'traits', table: tables.profiles, sample: tables.profiles, condition: '' },
  { what: 'products', column: 'attributes', table: tables.entities, sample: tables.entities, condition: " AND kind = 'product'" },
  { what: 'accounts', column: 'attributes', table: tables.entities, sample: tables.entities, condition: " AND kind = 'account'" },
] as const;

/**
 * SQL that selects `what` (events, properties, traits, products, accounts), `name` as stored, and `own`: 1 where the workspace's own data has it.
 * Whether a path was ever seen is asked of the columns' structure, for all workspaces together (60 ms for 4 million events; by workspace the
 * values would be read: 830 ms); what is suggested comes from a sample of the workspace's own rows, so that no name travels to another.
 */
export const compileKnownNames = (workspace: number): Compiled => ({
  sql: [
    `SELECT 'events' AS what, toString(event) AS name, 1 AS own FROM ${tables.events} WHERE workspace = {workspace:UInt32} GROUP BY event`,
    ...sources.flatMap(({ what, column, table, sample, condition }) => [
      `SELECT '${what}' AS what, arrayJoin(distinctJSONPaths(${column})) AS name, 0 AS own FROM ${table}`,
      `SELECT '${what}' AS what, arrayJoin(distinctJSONPaths(${column})) AS name, 1 AS own FROM (SELECT ${column} FROM ${sample} WHERE workspace = {workspace:UInt32}${condition} LIMIT ${sampleRows})`,
    ]),
  ].join(' UNION ALL '),
  params: { workspace },
});

/** The rows of `compileKnownNames` as the vocabulary wants them: paths as rules write them, a list and its elements both. */
export function knownNamesOf(rows: readonly { readonly what: string; readonly name: string; readonly own: number }[]): KnownNames {
  const of = (what: keyof KnownNames): Names => {
    const named = rows.filter((row) => row.what === what).map(({ name, own }) => ({ names: what === 'events' ? [name] : writtenAs(name), own }));
    const owned = named.filter(({ own }) => own === 1);
    return { seen: new Set(named.flatMap(({ names }) => names)), own: new Set(owned.flatMap(({ names }) => names)) };
  };
  return { events: of('events'), properties: of('properties'), traits: of('traits'), products: of('products'), accounts: of('accounts') };
}

function writtenAs(path: string): readonly string[] {
  if (path.endsWith('{}')) return [path.slice(0, -2)];
  return path.endsWith('[]') ? [path.slice(0, -2), path] : [path];
}
