-- Folders of segments that stand by themselves, also while nothing is in them. A segment names its folder in its definition.
CREATE TABLE segment.folder (
  workspace int NOT NULL,
  path      text NOT NULL,                 -- names separated by /
  PRIMARY KEY (workspace, path)
);

-- When a segment's members are kept as a list by themselves.
CREATE TABLE segment.snapshot_plan (
  segment_id int PRIMARY KEY REFERENCES segment.definition ON DELETE CASCADE,
  workspace  int NOT NULL,
  every      text NOT NULL CHECK (every IN ('daily', 'weekly', 'monthly')),
  keep       int NOT NULL CHECK (keep > 0),
  next_at    timestamptz NOT NULL,         -- the moment whose members are kept next
  last_at    timestamptz,                  -- the moment whose members were kept last
  problem    text,                         -- why it could not be done
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL
);
CREATE INDEX snapshot_plan_due ON segment.snapshot_plan (next_at);

ALTER TABLE segment.list
  ADD COLUMN taken_at     timestamptz,     -- of a frozen segment: the moment whose members they are
  ADD COLUMN is_automatic boolean NOT NULL DEFAULT false;
UPDATE segment.list SET taken_at = created_at WHERE origin = 'segment';
CREATE INDEX list_of_segment ON segment.list (workspace, segment) WHERE segment IS NOT NULL;

-- masked: characters are hidden · blocked: it says nothing (null, 0000) · malformed: no such identifier can be · unknown: nobody has it
ALTER TABLE segment.list_unmatched
  ADD COLUMN reason text NOT NULL DEFAULT 'unknown' CHECK (reason IN ('masked', 'blocked', 'malformed', 'unknown'));

-- Who made an alert rule, to be told whatever their role; NULL: an API key, or before this was kept.
ALTER TABLE watch.rule ADD COLUMN made_by text;
