-- What runs are about to write, by group: runs that are computed together share one partition, so that many of them cost one part and one drop (15 runs of
-- 100,000 profiles, CPU: 850 → 450 ms). group_id: the first of them, a lone run's own id. In place of segment_stage and tag_stage, which stay as they
-- are: this file may run again from its beginning.
CREATE TABLE IF NOT EXISTS segment_pending (
  workspace  UInt32,
  segment_id UInt32,
  profile_id UInt64,
  change     Enum8('entered' = 1, 'left' = 2),
  at         DateTime64(3, 'UTC'),
  cause      LowCardinality(String),
  run_id     UInt64,
  group_id   UInt64 DEFAULT run_id
) ENGINE = MergeTree
PARTITION BY group_id
ORDER BY (workspace, segment_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

TRUNCATE TABLE segment_pending;
INSERT INTO segment_pending (workspace, segment_id, profile_id, change, at, cause, run_id)
SELECT workspace, segment_id, profile_id, change, at, cause, run_id FROM segment_stage SETTINGS max_partitions_per_insert_block = 0;

CREATE TABLE IF NOT EXISTS tag_pending (
  workspace  UInt32,
  tag_id     UInt32,
  profile_id UInt64,
  is_gone    UInt8,
  text       String,
  items      Array(String),
  fields     Map(String, String),
  at         DateTime64(3, 'UTC'),
  run_id     UInt64,
  source     LowCardinality(String) DEFAULT '',
  expires_at Nullable(DateTime64(3, 'UTC')),
  is_derived UInt8 DEFAULT 0,
  group_id   UInt64 DEFAULT run_id
) ENGINE = MergeTree
PARTITION BY group_id
ORDER BY (workspace, tag_id, profile_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

TRUNCATE TABLE tag_pending;
INSERT INTO tag_pending (workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id, source, expires_at, is_derived)
SELECT workspace, tag_id, profile_id, is_gone, text, items, fields, at, run_id, source, expires_at, is_derived FROM tag_stage
SETTINGS max_partitions_per_insert_block = 0;

-- What definitions that are computed in full together make of everybody; group_id: the first of their runs. Nothing that is not computed again after a crash.
CREATE TABLE IF NOT EXISTS run_result (
  group_id   UInt64,
  profile_id UInt64,
  segments   Array(UInt32),
  tags       Array(UInt32),
  texts      Array(String),
  list_tags  Array(UInt32),
  lists      Array(Array(String))
) ENGINE = MergeTree
PARTITION BY group_id
ORDER BY tuple()
SETTINGS non_replicated_deduplication_window = 10000;
