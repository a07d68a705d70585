import type { ClickHouse } from '#platform';

/** Of each kind this many entities are looked at for their attributes. */
const sample = 5_000;

const entityNames = `
  SELECT kind AS name FROM entity WHERE workspace = {workspace:UInt32} GROUP BY kind
  UNION DISTINCT
  SELECT concat(kind, '.', arrayJoin(JSONAllPaths(attributes))) AS name
  FROM (SELECT kind, attributes FROM entity WHERE workspace = {workspace:UInt32} LIMIT ${sample} BY kind)`;

/** `a{}` marks an object, `a[]` a list of scalars, which rules also read as `a`. */
const asRulesSay = (path: string): readonly string[] => (path.endsWith('{}') ? [] : path.endsWith('[]') ? [path, path.slice(0, -2)] : [path]);

/** Kinds of entities that a workspace has, and their attributes as `product.brand`. */
export async function readEntityNames(clickhouse: ClickHouse, workspace: number): Promise<ReadonlySet<string>> {
  const rows = await clickhouse.query<{ name: string }>(entityNames, { workspace }, { lane: 'batch' });
  return new Set(rows.flatMap(({ name }) => asRulesSay(name)));
}
