-- Products, shops, staff, accounts, coupons: what events and rules name besides people. One row for every moment at which an entity's state changed; the row holds the whole
-- state from then on. A version that arrives late rewrites the later rows in place (lightweight UPDATE from entity_stage), so one (kind, key, ts) is one row at every look.
-- No partitions: a catalogue is small, and its history is read whole.
CREATE TABLE IF NOT EXISTS entity (
  workspace    UInt32,
  kind         LowCardinality(String),
  key          String,
  ts           DateTime64(3, 'UTC'),
  attributes   JSON(max_dynamic_paths = 128),
  is_gone      UInt8,
  source       LowCardinality(String),
  log_position UInt64 CODEC(Delta, LZ4),
  log_index    UInt32,
  INDEX by_position log_position TYPE minmax GRANULARITY 4
) ENGINE = MergeTree
ORDER BY (workspace, kind, key, ts)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1;

-- States to rewrite, on their way into `entity`; emptied and filled again by each slice that has some. One key, because a Join table of several cannot be read:
-- version = workspace, kind, key and ts in milliseconds, joined by line feeds.
CREATE TABLE IF NOT EXISTS entity_stage (
  version    String,
  workspace  UInt32,
  key        String,
  attributes String,
  is_gone    UInt8
) ENGINE = Join(ANY, LEFT, version)
SETTINGS persistent = 0;
