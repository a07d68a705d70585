/**
 * What rules know of the tables that `profile` and `tag` own: their names, in one place. Ground cannot ask stages, and the database tests of
 * this module run against the migrated tables, so a change there shows here.
 */
export const tables = {
  /** One row an event: workspace, event, ts, type, profile_id, typed context, properties. */
  events: 'event',
  /** The same events in the order of one person's life, keyed by origin_id. */
  timeline: 'event_timeline',
  /** One row a profile: workspace, profile_id, merged_into, kinds, traits, `tag_<id>`… */
  profiles: 'profile',
  traitChanges: 'trait_change',
  tagChanges: 'tag_change',
  /** The profiles in scope: profile_id (a root) and each origin_id that leads to it; evaluate fills it. */
  scope: 'live_scope',
  /** Dictionary: from_id → root_id. */
  aliases: 'profile_alias_map',
} as const;
