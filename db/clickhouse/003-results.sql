-- Who entered and left which segment, when and why: the truth of which the membership is the fold.
CREATE TABLE IF NOT EXISTS segment_change (
  workspace  UInt32,
  segment_id UInt32,
  profile_id UInt64,
  change     Enum8('entered' = 1, 'left' = 2),
  at         DateTime64(3, 'UTC'),
  cause      LowCardinality(String),
  run_id     UInt64
) ENGINE = MergeTree
ORDER BY (workspace, segment_id, run_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS membership (
  workspace  UInt32,
  segment_id UInt32,
  profile_id UInt64,
  since      DateTime64(3, 'UTC'),
  run_id     UInt64,
  is_left    UInt8
) ENGINE = ReplacingMergeTree(run_id, is_left)
ORDER BY (workspace, segment_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS segment_change_to_membership TO membership AS
SELECT workspace, segment_id, profile_id, at AS since, run_id, toUInt8(change = 'left') AS is_left FROM segment_change;

CREATE TABLE IF NOT EXISTS membership_by_profile (
  workspace  UInt32,
  profile_id UInt64,
  segment_id UInt32,
  since      DateTime64(3, 'UTC'),
  run_id     UInt64,
  is_left    UInt8
) ENGINE = ReplacingMergeTree(run_id, is_left)
ORDER BY (workspace, profile_id, segment_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 512;

CREATE MATERIALIZED VIEW IF NOT EXISTS segment_change_to_membership_by_profile TO membership_by_profile AS
SELECT workspace, profile_id, segment_id, at AS since, run_id, toUInt8(change = 'left') AS is_left FROM segment_change;

-- What a run is about to write into segment_change: computed once, then sent as often as it takes under one token. A run's partition goes with the run.
CREATE TABLE IF NOT EXISTS segment_stage (
  workspace  UInt32,
  segment_id UInt32,
  profile_id UInt64,
  change     Enum8('entered' = 1, 'left' = 2),
  at         DateTime64(3, 'UTC'),
  cause      LowCardinality(String),
  run_id     UInt64
) ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (workspace, segment_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Every value a tag took: text holds a single value, items a list, fields the parts of a composite one (rfm: r, f, m, tier…).
CREATE TABLE IF NOT EXISTS tag_change (
  workspace  UInt32,
  tag_id     UInt32,
  profile_id UInt64,
  is_gone    UInt8,
  text       String,
  items      Array(String),
  fields     Map(LowCardinality(String), String),
  at         DateTime64(3, 'UTC'),
  run_id     UInt64
) ENGINE = MergeTree
ORDER BY (workspace, tag_id, run_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS tag_value (
  workspace  UInt32,
  tag_id     UInt32,
  profile_id UInt64,
  text       String,
  items      Array(String),
  fields     Map(LowCardinality(String), String),
  at         DateTime64(3, 'UTC'),
  run_id     UInt64,
  is_gone    UInt8
) ENGINE = ReplacingMergeTree(run_id, is_gone)
ORDER BY (workspace, tag_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS tag_change_to_value TO tag_value AS
SELECT workspace, tag_id, profile_id, text, items, fields, at, run_id, is_gone FROM tag_change;

CREATE TABLE IF NOT EXISTS tag_value_by_profile (
  workspace  UInt32,
  profile_id UInt64,
  tag_id     UInt32,
  text       String,
  items      Array(String),
  fields     Map(LowCardinality(String), String),
  at         DateTime64(3, 'UTC'),
  run_id     UInt64,
  is_gone    UInt8
) ENGINE = ReplacingMergeTree(run_id, is_gone)
ORDER BY (workspace, profile_id, tag_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 512;

CREATE MATERIALIZED VIEW IF NOT EXISTS tag_change_to_value_by_profile TO tag_value_by_profile AS
SELECT workspace, profile_id, tag_id, text, items, fields, at, run_id, is_gone FROM tag_change;

-- What a run is about to write into tag_change, as segment_stage is for segment_change.
CREATE TABLE IF NOT EXISTS tag_stage (
  workspace  UInt32,
  tag_id     UInt32,
  profile_id UInt64,
  is_gone    UInt8,
  text       String,
  items      Array(String),
  fields     Map(LowCardinality(String), String),
  at         DateTime64(3, 'UTC'),
  run_id     UInt64
) ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (workspace, tag_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
