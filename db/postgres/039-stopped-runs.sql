-- Runs of definitions can be stopped: what was there before stands, and nothing starts again by itself before the next occasion.
ALTER TABLE evaluate.node
  DROP CONSTRAINT node_state_check,
  ADD CONSTRAINT node_state_check CHECK (state IN ('pending', 'computing', 'ready', 'failed', 'stopped')),
  ADD COLUMN stopped_at timestamptz,                  -- the last time somebody stopped a run of it …
  ADD COLUMN stopped_by text,                         -- … and who, by name
  ADD COLUMN asked_at timestamptz NOT NULL DEFAULT now(); -- the last time somebody, an edit or what it names asked for a run

-- A run that was stopped has the error 'stopped' and says by whom.
ALTER TABLE evaluate.run ADD COLUMN stopped_by text;
