-- Events that read otherwise under new cleaning rules, on their way into the event tables; emptied and filled again by each batch. One key: a Join table takes no pair of these.
CREATE TABLE IF NOT EXISTS event_stage (
  place        String,
  log_position UInt64,
  log_index    UInt32,
  origin_id    UInt64,
  event        String,
  revenue      Nullable(Float64),
  currency     String,
  properties   String,
  payload      String
) ENGINE = Join(ANY, LEFT, place)
SETTINGS persistent = 0;
