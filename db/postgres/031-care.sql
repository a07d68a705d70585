-- What people write down about customers: notes, interviews, follow-ups, complaints. Each stands under the profile that it was written for (origin_id), so that it follows merges
-- and goes back with its side when a merge is undone.
CREATE TABLE profile.care (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace     int NOT NULL REFERENCES govern.workspace,
  origin_id     bigint NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('note', 'interview', 'follow_up', 'complaint')),
  text          text NOT NULL,
  at            timestamptz NOT NULL,      -- when it was: of an interview the talk, of a complaint when it was made
  due_at        timestamptz,               -- of a follow-up: until when
  assignee      text,                      -- of a follow-up: the operator who is to do it
  assignee_name text,
  state         text NOT NULL CHECK (state IN ('open', 'done')),
  closed_at     timestamptz,
  outcome       text NOT NULL DEFAULT '',  -- what came of it
  author        text,                      -- the operator who wrote it; null: an API key
  author_name   text NOT NULL,
  made_at       timestamptz NOT NULL,
  version       int NOT NULL DEFAULT 1,
  changed_by    text NOT NULL,
  changed_at    timestamptz NOT NULL,
  removed_at    timestamptz                -- out of sight; it can be put back
);
CREATE INDEX care_of_profile ON profile.care (origin_id);
CREATE INDEX care_due ON profile.care (workspace, assignee, due_at) WHERE kind = 'follow_up' AND state = 'open' AND removed_at IS NULL;

-- What each said before it was changed: a row a version that is no more.
CREATE TABLE profile.care_version (
  care_id    bigint NOT NULL REFERENCES profile.care ON DELETE CASCADE,
  version    int NOT NULL,
  content    jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (care_id, version)
);
