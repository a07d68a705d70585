-- Personal data masked by default, what a workspace is called and counts in, exports, and workspaces that go again.

-- What a workspace says of its personal data, beyond what the product knows of itself. One row a version; the highest counts.
CREATE TABLE govern.classification (
  workspace  int NOT NULL REFERENCES govern.workspace,
  version    int NOT NULL,
  fields     jsonb NOT NULL,               -- [{scope, path, class}]
  recognise  text[] NOT NULL,              -- what is masked wherever it stands in a text
  author     text NOT NULL,
  reason     text,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, version)
);
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON govern.classification FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();

-- How many profiles somebody has revealed on a day of the workspace's zone.
CREATE TABLE govern.reveal (
  workspace int NOT NULL REFERENCES govern.workspace,
  operator  text NOT NULL,                 -- the operator's id, or `key:` and the key's name
  day       date NOT NULL,
  profiles  int NOT NULL,
  PRIMARY KEY (workspace, operator, day)
);

ALTER TABLE govern.workspace
  ADD settings jsonb NOT NULL DEFAULT '{}', -- industry, the word for a customer, currency, holidays, limits; what is not said is as by default
  ADD version int NOT NULL DEFAULT 1,      -- raised by every change of settings, name, timezone, region
  ADD timezone_by_hand boolean NOT NULL DEFAULT false, -- people chose it: DANQING_TIMEZONE no longer decides
  ADD is_demo boolean NOT NULL DEFAULT false,
  ADD removed_at timestamptz;              -- nobody finds it any more. The row stays for the audit log, without its key

-- A workspace that is being removed, and how far that has come.
CREATE TABLE govern.removal (
  workspace   int PRIMARY KEY REFERENCES govern.workspace,
  key         text NOT NULL,
  name        text NOT NULL,
  asked_by    text NOT NULL,
  asked_at    timestamptz NOT NULL,
  done        text[] NOT NULL DEFAULT '{}', -- steps that need not be done again
  attempts    int NOT NULL DEFAULT 0,
  error       text,
  finished_at timestamptz
);
CREATE INDEX removal_open ON govern.removal (asked_at) WHERE finished_at IS NULL;

-- The demo workspace while it is filled.
CREATE TABLE govern.demo (
  workspace   int PRIMARY KEY REFERENCES govern.workspace,
  customers   int NOT NULL,
  state       text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  stage       text,                        -- truth, events, pipeline, consents, packs
  progress    real NOT NULL DEFAULT 0,     -- 0–1, of everything
  error       text,
  asked_at    timestamptz NOT NULL,
  started_at  timestamptz,
  finished_at timestamptz
);

-- Files that people asked for. The files lie in the data folder.
CREATE TABLE govern.export (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace,
  what        text NOT NULL CHECK (what IN ('profiles', 'events', 'members')),
  request     jsonb NOT NULL,              -- columns, format, filters
  masked      boolean NOT NULL,
  reason      text,
  operator    text,                        -- id of who asked; null: an API key
  actor       text NOT NULL,
  row_limit   int NOT NULL,
  state       text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'expired')),
  rows        int NOT NULL DEFAULT 0,
  is_cut      boolean NOT NULL DEFAULT false, -- the limit was reached
  bytes       bigint,
  error       text,
  attempts    int NOT NULL DEFAULT 0,
  asked_at    timestamptz NOT NULL,
  started_at  timestamptz,
  finished_at timestamptz,
  expires_at  timestamptz
);
CREATE INDEX export_open ON govern.export (id) WHERE state IN ('queued', 'running');
CREATE INDEX export_page ON govern.export (workspace, id DESC);

-- A tag that copies a personal attribute is personal from its first value on: who masks answers reads definitions again.
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON tag.definition FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();
