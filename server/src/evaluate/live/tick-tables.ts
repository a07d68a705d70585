/** What a shared statement made of its definitions, as SQL for those who compare it with what they store. Definitions by id, each of its own kind. */
export interface FoundTables {
  /** SQL that selects `profile_id, segments` (Array(UInt32)): the segments that hold each. */
  readonly segments: string;
  /** SQL that selects `profile_id, tag_id, text, items` (Array(String)): each value once. */
  readonly tags: string;
}

const foundIn = (table: 'live_result' | 'run_result', filter: string): FoundTables => ({
  segments: `SELECT profile_id, segments FROM ${table}${filter}`,
  tags: `SELECT profile_id, tag_id, text, CAST([], 'Array(String)') AS items FROM ${table} ARRAY JOIN tags AS tag_id, texts AS text${filter}
    UNION ALL SELECT profile_id, tag_id, '' AS text, items FROM ${table} ARRAY JOIN list_tags AS tag_id, lists AS items${filter}`,
});

/** Of a tick. */
export const tickTables = {
  ...foundIn('live_result', ''),
  /** SQL that selects `profile_id`: everybody whom the tick looks at, some more than once. */
  profiles: 'SELECT profile_id FROM live_scope',
} as const;

/** Of runs in full that were computed together; which, says the parameter `{found:UInt64}`. */
export const groupTables: FoundTables = foundIn('run_result', ' WHERE group_id = {found:UInt64}');
