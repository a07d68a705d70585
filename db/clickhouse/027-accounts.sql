-- Keys of accounts that are one with others, and the key of the survivor; the survivor's own too. Events keep the key that they were sent with; rules look here.
CREATE TABLE IF NOT EXISTS account_alias (
  workspace UInt32,
  key       String,
  root_key  String,
  version   UInt64,
  is_done   UInt8
) ENGINE = ReplacingMergeTree(version, is_done)
ORDER BY (workspace, key)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE DICTIONARY IF NOT EXISTS account_alias_map (workspace UInt32, key String, root_key String)
PRIMARY KEY workspace, key
SOURCE(CLICKHOUSE({access} DB '{database}' QUERY 'SELECT workspace, key, root_key FROM {database}.account_alias FINAL'))
LAYOUT(COMPLEX_KEY_HASHED())
LIFETIME(0);

-- What merged accounts were at each moment: the join of what was said of each of their keys. Derived, so that `entity` stays as it was and an undone merge leaves no trace.
CREATE TABLE IF NOT EXISTS account_state (
  workspace  UInt32,
  key        String,
  ts         DateTime64(3, 'UTC'),
  attributes JSON(max_dynamic_paths = 128),
  is_gone    UInt8,
  version    UInt64,
  is_removed UInt8
) ENGINE = ReplacingMergeTree(version, is_removed)
ORDER BY (workspace, key, ts)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
