-- Every consent and refusal that was ever recorded; the truth is govern.consent in PostgreSQL. channel '' speaks for the whole purpose. origin_id is the profile that said it and
-- never changes; profile_id follows merges, so that an unmerge gives each side its own back.
CREATE TABLE IF NOT EXISTS consent_change (
  workspace  UInt32,
  purpose    LowCardinality(String),
  channel    LowCardinality(String),
  origin_id  UInt64,
  ts         DateTime64(3, 'UTC'),
  profile_id UInt64,
  state      Enum8('granted' = 1, 'refused' = 2),
  expires_at Nullable(DateTime64(3, 'UTC')),
  source     LowCardinality(String),
  proof      String,
  consent_id UInt64
) ENGINE = MergeTree
ORDER BY (workspace, purpose, origin_id, ts)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1;
