-- Two people may be kept apart by somebody's word, without having been one before.
ALTER TABLE identify.separation ALTER COLUMN merge_id DROP NOT NULL;

-- config: another configuration was applied to what is known already.
ALTER TABLE identify.merge
  DROP CONSTRAINT IF EXISTS merge_cause_check,
  ADD CONSTRAINT merge_cause_known CHECK (cause IN ('event', 'alias', 'api', 'linkage', 'config'));
-- What one identifier has joined, and what a change of configuration has.
CREATE INDEX merge_link_a ON identify.merge (workspace, a_kind, a_value) WHERE undone_at IS NULL AND a_kind IS NOT NULL;
CREATE INDEX merge_link_b ON identify.merge (workspace, b_kind, b_value) WHERE undone_at IS NULL AND b_kind IS NOT NULL;

-- A configuration that is being applied to the past, or was.
CREATE TABLE identify.apply (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace      int NOT NULL,
  version        int NOT NULL,             -- of identify.settings; 0: the defaults
  default_region text NOT NULL,            -- by which phone numbers are read
  is_dry_run     boolean NOT NULL,
  author         text NOT NULL,
  asked_at       timestamptz NOT NULL,
  state          text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'superseded', 'failed')),
  after          bigint NOT NULL DEFAULT 0, -- the last profile that is done, in the order of ids: here it goes on after a crash
  counts         jsonb NOT NULL DEFAULT '{}',
  started_at     timestamptz,
  finished_at    timestamptz,
  error          text
);
CREATE UNIQUE INDEX apply_open ON identify.apply (workspace) WHERE state IN ('waiting', 'running');
