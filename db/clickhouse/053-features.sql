-- What a model is to learn from and to answer for, and what it answers, until the run (or the preview) that asked has used it. Nothing that is not computed
-- again after a crash, so nothing waits for a disk. Both go with the run's partition.
CREATE TABLE IF NOT EXISTS tag_feature_input (
  run_id     UInt64,
  profile_id UInt64,
  place      UInt64,
  is_known   UInt8,
  numbers    Array(Nullable(Float64)),
  texts      Array(String)
) ENGINE = MergeTree
PARTITION BY run_id
ORDER BY profile_id
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS tag_feature_result (
  run_id     UInt64,
  profile_id UInt64,
  fill       String,
  score      Nullable(Float64)
) ENGINE = MergeTree
PARTITION BY run_id
ORDER BY profile_id
SETTINGS non_replicated_deduplication_window = 10000;
