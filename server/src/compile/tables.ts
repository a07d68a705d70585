/** The rank of a row of `trait_change` among those of its path, as `profile/traits.ts` has it: the highest one stands. Of what is only to be set once the earliest does. */
export const traitRank = '(is_once = 0, trust, if(is_once = 0, 1, -1) * toUnixTimestamp64Milli(ts), message_id)';

/**
 * What rules know of the tables that `profile`, `tag`, `segment` and `govern` own: their names, in one place. Ground cannot ask stages, and the database tests of
 * this module run against the migrated tables, so a change there shows here.
 */
export const tables = {
  /** One row an event: workspace, event, ts, type, profile_id, typed context, properties. */
  events: 'event',
  /** The same events in the order of one person's life, keyed by origin_id. */
  timeline: 'event_timeline',
  /** The same again, narrow and in the order of time. */
  eventTimes: 'event_time',
  /** One row a profile: workspace, profile_id, merged_into, kinds, traits, `tag_<id>`… */
  profiles: 'profile',
  traitChanges: 'trait_change',
  tagChanges: 'tag_change',
  /** What each tag says now: tag_id, profile_id, text, items. */
  tagValues: 'tag_value',
  /** Who is in which segment now: segment_id, profile_id, since. */
  memberships: 'membership',
  /** Who entered and left it: segment_id, profile_id, change, at, cause. */
  segmentChanges: 'segment_change',
  /** Consents and refusals: purpose, channel, ts, expires_at, profile_id. */
  consents: 'consent_change',
  /** Products, accounts and other entities with their history: kind, key, ts, attributes, is_gone. */
  entities: 'entity',
  /** What accounts of several keys were at each moment: key, ts, attributes, is_gone. */
  accountStates: 'account_state',
  /** Dictionary: (workspace, key of an account that is one with others) → root_key. */
  accountAliases: 'account_alias_map',
  /** Uploaded and frozen lists: list_id, origin_id, profile_id. */
  listMembers: 'list_member',
  /** The profiles in scope: profile_id (a root) and each origin_id that leads to it; evaluate fills it. */
  scope: 'live_scope',
  /** Dictionary: from_id → root_id. */
  aliases: 'profile_alias_map',
} as const;
