-- What one tick works with, emptied and filled by each; one worker ticks at a time. In memory: a crash loses nothing that is not computed again.
-- The profiles that a tick looks at, with the ids that their events were written under.
CREATE TABLE IF NOT EXISTS live_scope (
  profile_id UInt64,
  origin_id  UInt64
) ENGINE = Memory;

-- What its definitions make of them: the segments that hold a profile, the tags that have a value.
CREATE TABLE IF NOT EXISTS live_result (
  profile_id UInt64,
  segments   Array(UInt32),
  tags       Array(Tuple(id UInt32, text String, items Array(String), fields Map(LowCardinality(String), String)))
) ENGINE = Memory;

-- Changed tag values on their way into the mirror's columns, by the column's name.
CREATE TABLE IF NOT EXISTS live_mirror (
  profile_id UInt64,
  texts      Map(String, Nullable(String)),
  lists      Map(String, Array(String))
) ENGINE = Join(ANY, LEFT, profile_id)
SETTINGS persistent = 0;

-- Why a tag's value changed, as segment_change has it.
ALTER TABLE tag_change ADD COLUMN IF NOT EXISTS cause LowCardinality(String) DEFAULT '';
ALTER TABLE tag_stage ADD COLUMN IF NOT EXISTS cause LowCardinality(String) DEFAULT '';
