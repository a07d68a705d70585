import type { ProfileEvent, ProfileView } from '@danqing/contracts';

/** What `--columns` may name, and the cell it gives. Several values of one identifier or segment are joined. */
export type Cell<Row> = (row: Row, column: string) => unknown;

export const profileColumns: readonly string[] = [
  'id',
  'user_id',
  'customer_id',
  'email',
  'phone',
  'traits.name',
  'eventCount',
  'firstSeenAt',
  'lastSeenAt',
  'segments',
];
export const eventColumns: readonly string[] = ['profile', 'event', 'timestamp', 'source', 'messageId', 'properties'];

const between = '; ';

/** A field of the profile, `traits.<path>`, `tags.<key>`, or the values of a kind of identifier. */
export const profileCell: Cell<Pick<ProfileView, 'traits' | 'tags' | 'segments'> & { readonly identifiers: readonly { kind: string; value: string }[] }> = (
  profile,
  column,
) => {
  if (column === 'segments') return profile.segments.join(between);
  if (column.startsWith('traits.')) return at(profile.traits, column.slice('traits.'.length));
  if (column.startsWith('tags.')) return at(profile.tags, column.slice('tags.'.length));
  if (Object.hasOwn(profile, column)) return at(profile, column);
  return profile.identifiers
    .filter(({ kind }) => kind === column)
    .map(({ value }) => value)
    .join(between);
};

/** A field of the event, `properties.<path>` or `context.<path>`. */
export const eventCell: Cell<ProfileEvent> = (event, column) => at(event, column);

/** A name with dots is looked for whole first: a property may have one. */
function at(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = Object.entries(value).find(([name]) => name === path);
  if (own !== undefined) return own[1];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const inner = Object.entries(value).find(([name]) => name === path.slice(0, dot));
  return inner === undefined ? undefined : at(inner[1], path.slice(dot + 1));
}
