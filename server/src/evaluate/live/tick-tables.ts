/** The profiles that a tick looks at, and what its definitions make of them, as SQL for those who compare that with what they store. */
export const tickTables = {
  /** SQL that selects `profile_id`: everybody whom the tick looks at, some more than once. */
  profiles: 'SELECT profile_id FROM live_scope',
  /** SQL that selects `profile_id, segments` (Array(UInt32)): the segments that hold each. */
  segments: 'SELECT profile_id, segments FROM live_result',
  /** SQL that selects `profile_id, tags` (Array(Tuple(id, text, items, fields))): the tags that have a value. */
  tags: 'SELECT profile_id, tags FROM live_result',
} as const;
