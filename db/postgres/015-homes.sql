-- A profile id is a home: what was said by identifiers that first belonged to it. A root is a set of homes, and the merges that stand form a tree over them: every merge
-- joined two parts, so undoing one leaves exactly two.
ALTER TABLE identify.merge
  ADD COLUMN a_home   bigint,                 -- the two homes that its link joins …
  ADD COLUMN b_home   bigint,
  ADD COLUMN a_kind   text,                   -- … and the identifiers that link is between; null: by hand
  ADD COLUMN a_value  text,
  ADD COLUMN b_kind   text,
  ADD COLUMN b_value  text,
  ADD COLUMN undone_by   text,
  ADD COLUMN undo_reason text,
  ADD COLUMN is_exact boolean NOT NULL DEFAULT true; -- false: older than homes. What came after it was recorded under the survivor, and is given back as far as can be told
UPDATE identify.merge SET a_home = into_id, b_home = from_id, is_exact = false;
ALTER TABLE identify.merge ALTER COLUMN a_home SET NOT NULL, ALTER COLUMN b_home SET NOT NULL;
CREATE INDEX merge_a_home ON identify.merge (a_home);
CREATE INDEX merge_b_home ON identify.merge (b_home);

-- Merges that were undone: messages do not join these two again. Only an alias or a merge by hand does, and while both ends have one root the row says nothing.
CREATE TABLE identify.separation (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace int NOT NULL,
  a_home    bigint NOT NULL,
  b_home    bigint NOT NULL,
  a_root    bigint NOT NULL,                  -- the roots that the homes lead to now
  b_root    bigint NOT NULL,
  merge_id  bigint NOT NULL REFERENCES identify.merge,
  made_at   timestamptz NOT NULL
);
CREATE INDEX separation_a ON identify.separation (a_root);
CREATE INDEX separation_b ON identify.separation (b_root);
CREATE INDEX separation_a_home ON identify.separation (a_home);
CREATE INDEX separation_b_home ON identify.separation (b_home);

-- Why a link was not followed: a limit of `kind`, or the two were merged once and that was undone.
ALTER TABLE identify.conflict ADD COLUMN cause text NOT NULL DEFAULT 'limit' CHECK (cause IN ('limit', 'separated'));

-- `traits` of a root is the join of what each of its homes says; `own` is what the home itself says, null where that is the same (nobody was merged into it).
ALTER TABLE profile.core
  ADD COLUMN own    jsonb,
  ADD COLUMN own_at timestamptz;
-- Of merges that are older than homes: what stands in a survivor and does not come from those merged into it is its own. What they outranked is not known any more.
UPDATE profile.core c
SET own_at = c.updated_at,
    own = coalesce((
      SELECT jsonb_object_agg(said.key, said.value) FROM jsonb_each(c.traits) AS said
      WHERE NOT EXISTS (
        SELECT FROM identify.merge m JOIN profile.core f ON f.profile_id = m.from_id
        WHERE m.into_id = c.profile_id AND m.undone_at IS NULL AND f.traits -> said.key = said.value)), '{}')
WHERE c.profile_id IN (SELECT into_id FROM identify.merge WHERE undone_at IS NULL);
