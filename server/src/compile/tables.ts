/**
 * What rules know of the tables that `profile` and `tag` own: their names, in one place. Ground cannot ask stages, and the database tests of
 * this module run against the migrated tables, so a change there shows here.
 */
export const tables = {
  /** One row an event: workspace, event, ts, type, profile_id, typed context, properties. */
  events: 'event',
  /** One row a profile: workspace, profile_id, merged_into, kinds, traits, `tag_<id>`… */
  profiles: 'profile',
  traitChanges: 'trait_change',
  tagChanges: 'tag_change',
  /** Dictionary: from_id → root_id. */
  aliases: 'profile_alias_map',
} as const;
