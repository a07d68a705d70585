-- Events that read otherwise under new cleaning rules, on their way into the event tables; emptied and filled again by each batch.
CREATE TABLE IF NOT EXISTS event_stage (
  log_position UInt64,
  log_index    UInt32,
  origin_id    UInt64,
  event        String,
  revenue      Nullable(Float64),
  currency     String,
  properties   String,
  payload      String
) ENGINE = Join(ANY, LEFT, log_position, log_index)
SETTINGS persistent = 0;
