-- What the pipeline inserts into: stores nothing itself, its views fill the four tables below. Every target sets
-- non_replicated_deduplication_window, so that an insert repeated under its token changes nothing in any of them.
CREATE TABLE IF NOT EXISTS event_feed (
  workspace     UInt32,
  event         LowCardinality(String),
  origin_id     UInt64,
  ts            DateTime64(3, 'UTC'),
  profile_id    UInt64,
  message_id    String,
  type          LowCardinality(String),
  source        LowCardinality(String),
  received_at   DateTime64(3, 'UTC'),
  log_position  UInt64 CODEC(Delta, LZ4),
  log_index     UInt32,
  identifiers   Array(String),
  group_id      String,
  channel       LowCardinality(String),
  page_url      String,
  page_path     String,
  page_title    String,
  page_referrer String,
  page_search   String,
  utm_source    LowCardinality(String),
  utm_medium    LowCardinality(String),
  utm_campaign  LowCardinality(String),
  utm_term      LowCardinality(String),
  utm_content   LowCardinality(String),
  device_id     String,
  device_type   LowCardinality(String),
  device_model  LowCardinality(String),
  os_name       LowCardinality(String),
  os_version    LowCardinality(String),
  app_name      LowCardinality(String),
  app_version   LowCardinality(String),
  locale        LowCardinality(String),
  geo_country   LowCardinality(String),
  geo_province  LowCardinality(String),
  geo_city      LowCardinality(String),
  ip            String,
  user_agent    LowCardinality(String),
  is_bot        UInt8,
  is_clamped    UInt8,
  revenue       Nullable(Float64),
  currency      LowCardinality(String),
  properties    JSON(max_dynamic_paths = 256),
  payload       String
) ENGINE = Null;

-- Events, keyed for questions about everybody. origin_id is the profile at write time and never changes; profile_id follows merges.
CREATE TABLE IF NOT EXISTS event (
  workspace     UInt32,
  event         LowCardinality(String),
  origin_id     UInt64,
  ts            DateTime64(3, 'UTC'),
  profile_id    UInt64,
  message_id    String,
  type          LowCardinality(String),
  source        LowCardinality(String),
  received_at   DateTime64(3, 'UTC'),
  log_position  UInt64 CODEC(Delta, LZ4),
  log_index     UInt32,
  identifiers   Array(String),
  group_id      String,
  channel       LowCardinality(String),
  page_url      String,
  page_path     String,
  page_title    String,
  page_referrer String,
  page_search   String,
  utm_source    LowCardinality(String),
  utm_medium    LowCardinality(String),
  utm_campaign  LowCardinality(String),
  utm_term      LowCardinality(String),
  utm_content   LowCardinality(String),
  device_id     String,
  device_type   LowCardinality(String),
  device_model  LowCardinality(String),
  os_name       LowCardinality(String),
  os_version    LowCardinality(String),
  app_name      LowCardinality(String),
  app_version   LowCardinality(String),
  locale        LowCardinality(String),
  geo_country   LowCardinality(String),
  geo_province  LowCardinality(String),
  geo_city      LowCardinality(String),
  ip            String,
  user_agent    LowCardinality(String),
  is_bot        UInt8,
  is_clamped    UInt8,
  revenue       Nullable(Float64),
  currency      LowCardinality(String),
  properties    JSON(max_dynamic_paths = 256),
  INDEX by_position log_position TYPE minmax GRANULARITY 4
) ENGINE = MergeTree
PARTITION BY toStartOfQuarter(ts)
ORDER BY (workspace, event, origin_id, ts)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS event_feed_to_event TO event AS SELECT * EXCEPT payload FROM event_feed;

-- The same events in the order of one person's life: timelines, and the events of changed profiles.
-- Small compressed blocks in the key: one person's rows are a few kilobytes, and reading them unpacked 64 KB a column and part before (125 → 66 ms of CPU for 64 people).
-- payload is {properties, context} as cleaned, with the types they were sent with; properties is what rules read.
CREATE TABLE IF NOT EXISTS event_timeline (
  workspace     UInt32 SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  event         LowCardinality(String) SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  origin_id     UInt64 SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  ts            DateTime64(3, 'UTC') SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  profile_id    UInt64,
  message_id    String,
  type          LowCardinality(String),
  source        LowCardinality(String),
  received_at   DateTime64(3, 'UTC'),
  log_position  UInt64 CODEC(Delta, LZ4),
  log_index     UInt32,
  identifiers   Array(String),
  group_id      String,
  channel       LowCardinality(String),
  page_url      String,
  page_path     String,
  page_title    String,
  page_referrer String,
  page_search   String,
  utm_source    LowCardinality(String),
  utm_medium    LowCardinality(String),
  utm_campaign  LowCardinality(String),
  utm_term      LowCardinality(String),
  utm_content   LowCardinality(String),
  device_id     String,
  device_type   LowCardinality(String),
  device_model  LowCardinality(String),
  os_name       LowCardinality(String),
  os_version    LowCardinality(String),
  app_name      LowCardinality(String),
  app_version   LowCardinality(String),
  locale        LowCardinality(String),
  geo_country   LowCardinality(String),
  geo_province  LowCardinality(String),
  geo_city      LowCardinality(String),
  ip            String,
  user_agent    LowCardinality(String),
  is_bot        UInt8,
  is_clamped    UInt8,
  revenue       Nullable(Float64),
  currency      LowCardinality(String),
  properties    JSON(max_dynamic_paths = 256),
  payload       String CODEC(ZSTD(1)),
  INDEX by_position log_position TYPE minmax GRANULARITY 4
) ENGINE = MergeTree
PARTITION BY toStartOfQuarter(ts)
ORDER BY (workspace, origin_id, ts)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1, index_granularity = 512;

CREATE MATERIALIZED VIEW IF NOT EXISTS event_feed_to_timeline TO event_timeline AS SELECT * FROM event_feed;

-- Narrow and in the order of time: who has an event on the edge of a window.
CREATE TABLE IF NOT EXISTS event_time (
  workspace    UInt32,
  ts           DateTime64(3, 'UTC'),
  event        LowCardinality(String),
  origin_id    UInt64,
  profile_id   UInt64,
  log_position UInt64 CODEC(Delta, LZ4),
  log_index    UInt32,
  INDEX by_position log_position TYPE minmax GRANULARITY 4
) ENGINE = MergeTree
PARTITION BY toStartOfQuarter(ts)
ORDER BY (workspace, ts, event, origin_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1,
  enable_block_number_column = 1, enable_block_offset_column = 1, index_granularity = 1024;

CREATE MATERIALIZED VIEW IF NOT EXISTS event_feed_to_time TO event_time AS
SELECT workspace, ts, event, origin_id, profile_id, log_position, log_index FROM event_feed;

-- How much each profile id has done: what look-ups show. By origin_id like the timeline, so no merge rewrites it; a sixth of the timeline's cost (20 against 125 ms of CPU for 64 people),
-- a fifteenth once its few bytes a profile lie in one part, which is why old parts are merged whatever their size.
CREATE TABLE IF NOT EXISTS event_activity (
  workspace UInt32 SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  origin_id UInt64 SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  events    SimpleAggregateFunction(sum, Int64) SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  first_at  SimpleAggregateFunction(min, DateTime64(3, 'UTC')) SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096),
  last_at   SimpleAggregateFunction(max, DateTime64(3, 'UTC')) SETTINGS (min_compress_block_size = 2048, max_compress_block_size = 4096)
) ENGINE = AggregatingMergeTree
ORDER BY (workspace, origin_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 128,
  min_age_to_force_merge_seconds = 120;

CREATE MATERIALIZED VIEW IF NOT EXISTS event_feed_to_activity TO event_activity AS
SELECT workspace, origin_id, toInt64(countIf(event NOT IN ('$identify', '$group', '$alias'))) AS events, min(ts) AS first_at, max(ts) AS last_at
FROM event_feed GROUP BY workspace, origin_id;
