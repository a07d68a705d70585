/** What a shared statement made of its definitions, as SQL for those who compare it with what they store. Definitions by id, each of its own kind. */
interface FoundTables {
  /** SQL that selects `profile_id, segments` (Array(UInt32)): the segments that hold each. */
  readonly segments: string;
  /** SQL that selects `profile_id, tag_id, text, items` (Array(String)): each value once. */
  readonly tags: string;
}

const found: FoundTables = {
  segments: `SELECT profile_id, segments FROM live_result`,
  tags: `SELECT profile_id, tag_id, text, CAST([], 'Array(String)') AS items FROM live_result ARRAY JOIN tags AS tag_id, texts AS text
    UNION ALL SELECT profile_id, tag_id, '' AS text, items FROM live_result ARRAY JOIN list_tags AS tag_id, lists AS items`,
};

/** Of a tick. */
export const tickTables = {
  ...found,
  /** SQL that selects `profile_id`: everybody whom the tick looks at, some more than once. */
  profiles: 'SELECT profile_id FROM live_scope',
} as const;
