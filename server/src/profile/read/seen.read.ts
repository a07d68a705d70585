import type { Clock } from '#kernel';
import type { ClickHouse } from '#platform';

/** What the data of a workspace has brought so far, by the names that rules use. */
export interface SeenNames {
  readonly events: ReadonlySet<string>;
  /** Paths by event, lists as `products[].sku`. */
  readonly properties: ReadonlyMap<string, ReadonlySet<string>>;
  readonly traits: ReadonlySet<string>;
  /** Kinds of identifiers. */
  readonly identifiers: ReadonlySet<string>;
  /** Attributes of entities as `product.brand`, and the kinds themselves. */
  readonly entities: ReadonlySet<string>;
}

/** Of each event this many rows are looked at for their properties, the latest and the earliest parts alike as they lie by profile. */
const sample = 20_000;

const seenEvents = 'SELECT DISTINCT event AS name FROM event WHERE workspace = {workspace:UInt32}';
const seenProperties = `
  SELECT groupUniqArrayArray(JSONAllPaths(properties)) AS paths
  FROM (SELECT properties FROM event WHERE workspace = {workspace:UInt32} AND event = {event:String} LIMIT ${sample})`;
const seenTraits = `
  SELECT trait AS name FROM trait_change WHERE workspace = {workspace:UInt32} GROUP BY trait
  UNION DISTINCT
  SELECT arrayJoin(JSONAllPaths(traits)) AS name FROM (SELECT traits FROM profile WHERE workspace = {workspace:UInt32} AND merged_into = 0 LIMIT ${sample})`;
const seenIdentifiers = 'SELECT DISTINCT arrayJoin(kinds) AS name FROM profile WHERE workspace = {workspace:UInt32} AND merged_into = 0';
const seenEntities = `
  SELECT kind AS name FROM entity WHERE workspace = {workspace:UInt32} GROUP BY kind
  UNION DISTINCT
  SELECT concat(kind, '.', arrayJoin(JSONAllPaths(attributes))) AS name
  FROM (SELECT kind, attributes FROM entity WHERE workspace = {workspace:UInt32} LIMIT ${sample} BY kind)`;

/** `a{}` marks an object, `a[]` a list of scalars, which rules also read as `a`. */
const asRulesSay = (path: string): readonly string[] => (path.endsWith('{}') ? [] : path.endsWith('[]') ? [path, path.slice(0, -2)] : [path]);

async function readSeen(clickhouse: ClickHouse, workspace: number): Promise<SeenNames> {
  const names = async (sql: string): Promise<readonly string[]> =>
    (await clickhouse.query<{ name: string }>(sql, { workspace }, { lane: 'batch' })).map(({ name }) => name);
  const [events, traits, identifiers, entities] = await Promise.all([names(seenEvents), names(seenTraits), names(seenIdentifiers), names(seenEntities)]);
  const properties = new Map<string, ReadonlySet<string>>();
  for (const event of events) {
    const [row] = await clickhouse.query<{ paths: readonly string[] }>(seenProperties, { workspace, event }, { lane: 'batch' });
    properties.set(event, new Set((row?.paths ?? []).flatMap(asRulesSay)));
  }
  return {
    events: new Set(events),
    properties,
    traits: new Set(traits.flatMap(asRulesSay)),
    identifiers: new Set(identifiers),
    entities: new Set(entities.flatMap(asRulesSay)),
  };
}

const maxAgeMs = 10_000;

/** What has been seen, at most ten seconds old (somebody who has just imported a table waits for it): names come and go slowly, and reading them costs about as much as a preview. */
export function cachedSeenNames(clickhouse: ClickHouse, clock: Clock): (workspace: number) => Promise<SeenNames> {
  const known = new Map<number, { readonly readAt: number; readonly names: Promise<SeenNames> }>();
  return (workspace) => {
    const now = clock.now();
    const found = known.get(workspace);
    if (found !== undefined && now - found.readAt < maxAgeMs) return found.names;
    const names = readSeen(clickhouse, workspace);
    known.set(workspace, { readAt: now, names });
    names.catch(() => known.delete(workspace));
    return names;
  };
}
