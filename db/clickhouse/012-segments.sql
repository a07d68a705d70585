-- Lists of profiles that people uploaded or froze. origin_id is the profile at that time and never changes; profile_id follows merges as in the event tables
-- (through the alias dictionary until the squash), so a list may name one profile twice: readers take each once.
CREATE TABLE IF NOT EXISTS list_member (
  workspace  UInt32,
  list_id    UInt32,
  origin_id  UInt64,
  profile_id UInt64,
  added_at   DateTime64(3, 'UTC')
) ENGINE = MergeTree
ORDER BY (workspace, list_id, origin_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1;
