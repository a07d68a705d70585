-- The mirror of the profile core. New profiles are inserted, changed ones updated in place from profile_stage.
CREATE TABLE IF NOT EXISTS profile (
  workspace   UInt32,
  profile_id  UInt64,
  merged_into UInt64,
  created_at  DateTime64(3, 'UTC'),
  kinds       Array(LowCardinality(String)),
  traits      JSON(max_dynamic_paths = 256)
) ENGINE = MergeTree
ORDER BY (workspace, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1;

-- Changed profiles on their way into the mirror; emptied and filled again by each slice.
CREATE TABLE IF NOT EXISTS profile_stage (
  profile_id  UInt64,
  merged_into UInt64,
  created_at  DateTime64(3, 'UTC'),
  kinds       Array(LowCardinality(String)),
  traits      String
) ENGINE = Join(ANY, LEFT, profile_id)
SETTINGS persistent = 0;

-- Every value that a source ever said of a trait, so that traits can be read as of any moment and merges undone. Also an unset: value ''.
CREATE TABLE IF NOT EXISTS trait_change (
  workspace    UInt32,
  trait        LowCardinality(String),
  origin_id    UInt64,
  ts           DateTime64(3, 'UTC'),
  profile_id   UInt64,
  trust        UInt8,
  value        String,
  items        Array(String),
  message_id   String,
  source       LowCardinality(String),
  received_at  DateTime64(3, 'UTC'),
  log_position UInt64 CODEC(Delta, LZ4),
  log_index    UInt32,
  INDEX by_position log_position TYPE minmax GRANULARITY 4
) ENGINE = MergeTree
PARTITION BY toStartOfQuarter(ts)
ORDER BY (workspace, trait, origin_id, ts)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1;

-- Merges that the event tables do not show yet. Consulted by queries only while it is not empty.
CREATE TABLE IF NOT EXISTS profile_alias (
  from_id    UInt64,
  root_id    UInt64,
  version    UInt64,
  is_done    UInt8
) ENGINE = ReplacingMergeTree(version, is_done)
ORDER BY from_id
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE DICTIONARY IF NOT EXISTS profile_alias_map (from_id UInt64, root_id UInt64)
PRIMARY KEY from_id
SOURCE(CLICKHOUSE({access} DB '{database}' QUERY 'SELECT from_id, root_id FROM {database}.profile_alias FINAL'))
LAYOUT(HASHED())
LIFETIME(0);

-- Events that wait for mending; the highest version of a row counts.
CREATE TABLE IF NOT EXISTS quarantine (
  workspace    UInt32,
  source       LowCardinality(String),
  log_position UInt64,
  log_index    UInt32,
  version      UInt64,
  is_gone      UInt8,
  reason       LowCardinality(String),
  detail       String,
  received_at  DateTime64(3, 'UTC'),
  message_id   String,
  event        String,
  raw          String
) ENGINE = ReplacingMergeTree(version, is_gone)
ORDER BY (workspace, log_position, log_index)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
