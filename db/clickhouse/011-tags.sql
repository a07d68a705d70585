-- Where a value that people set or sent came from and how long it holds. `is_derived`: written by a run that carried values over a merge or took expired
-- ones away, so no word of anybody; the words are the other rows.
ALTER TABLE tag_change
  ADD COLUMN IF NOT EXISTS source LowCardinality(String) DEFAULT '',
  ADD COLUMN IF NOT EXISTS expires_at Nullable(DateTime64(3, 'UTC')),
  ADD COLUMN IF NOT EXISTS is_derived UInt8 DEFAULT 0;

ALTER TABLE tag_stage
  ADD COLUMN IF NOT EXISTS source LowCardinality(String) DEFAULT '',
  ADD COLUMN IF NOT EXISTS expires_at Nullable(DateTime64(3, 'UTC')),
  ADD COLUMN IF NOT EXISTS is_derived UInt8 DEFAULT 0;

ALTER TABLE tag_value
  ADD COLUMN IF NOT EXISTS source LowCardinality(String) DEFAULT '',
  ADD COLUMN IF NOT EXISTS expires_at Nullable(DateTime64(3, 'UTC'));

ALTER TABLE tag_change_to_value MODIFY QUERY
SELECT workspace, tag_id, profile_id, text, items, fields, at, run_id, is_gone, source, expires_at FROM tag_change;

-- What a tag's own SQL selected, until the run that asked has compared it with what is stored.
CREATE TABLE IF NOT EXISTS tag_sql_result (
  run_id     UInt64,
  profile_id UInt64,
  text       String,
  items      Array(String)
) ENGINE = MergeTree
PARTITION BY run_id
ORDER BY profile_id
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
