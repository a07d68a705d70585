-- Data that comes by itself: where it lies, what is read of it, what it means, and how often.
CREATE TABLE collect.connection (
  id              int PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  workspace       int NOT NULL,
  name            text NOT NULL,
  place           jsonb NOT NULL,           -- where: {kind, host, …}, without secrets
  secret          bytea,                    -- sealed: a password, a secret access key; null: none is needed
  pull            jsonb NOT NULL,           -- what: a query, or which files
  mapping         jsonb NOT NULL,           -- an import's mapping
  choices         jsonb,                    -- what people chose when it was made: {kindOfTable, targets, …}; null when it was written by hand
  source_id       int NOT NULL,
  source          text NOT NULL,
  schedule        jsonb NOT NULL,           -- {every: minutes | hour | day | never, …}
  is_paused       boolean NOT NULL DEFAULT false,
  position        jsonb,                    -- up to where the rows are in the log: {value, key}; null: from the beginning
  newest          text,                     -- the newest value that the place had when it was last asked
  newest_at       timestamptz,
  waiting_files   int NOT NULL DEFAULT 0,   -- files that were seen and are not in yet
  failures        int NOT NULL DEFAULT 0,   -- runs that failed since the last one that did not
  next_at         timestamptz,              -- null: only when somebody asks
  last_success_at timestamptz,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  updated_by      text NOT NULL,            -- a name, for people
  operator_id     text,                     -- who is told when it fails; null: an API key made it
  UNIQUE (workspace, name)
);
CREATE INDEX connection_due ON collect.connection (next_at) WHERE NOT is_paused;

CREATE TABLE collect.connection_run (
  id          bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  connection  int NOT NULL REFERENCES collect.connection ON DELETE CASCADE,
  workspace   int NOT NULL,
  cause       text NOT NULL CHECK (cause IN ('schedule', 'person')),
  by          text,                         -- who asked
  state       text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
  read_rows   bigint NOT NULL DEFAULT 0,    -- rows that came from the place
  unchanged   bigint NOT NULL DEFAULT 0,    -- of these, rows that were the same at the last full read and were left out
  slices      int NOT NULL DEFAULT 0,       -- imports that were made; each is named pull-<run>-<number>
  pending     jsonb,                        -- the import that is under way: {import, position, file, version}; its rows count as had once they are all in the log
  error       jsonb,                        -- {code, message}
  created_at  timestamptz NOT NULL,
  started_at  timestamptz,
  finished_at timestamptz
);
CREATE INDEX connection_run_of ON collect.connection_run (connection, id DESC);
CREATE UNIQUE INDEX connection_run_open ON collect.connection_run (connection) WHERE state IN ('waiting', 'running');
CREATE INDEX connection_run_ended ON collect.connection_run (finished_at);

-- Which versions of which files were brought in. A file that has changed is another version.
CREATE TABLE collect.connection_file (
  connection int NOT NULL REFERENCES collect.connection ON DELETE CASCADE,
  path       text NOT NULL,                 -- within the folder or the bucket
  version    text NOT NULL,                 -- an ETag, or size and moment of change
  bytes      bigint NOT NULL,
  import     text,
  state      text NOT NULL CHECK (state IN ('done', 'failed')),
  error      jsonb,
  at         timestamptz NOT NULL,
  PRIMARY KEY (connection, path, version)
);

-- Imports that a connection made: they stand with its runs, not among those that people asked for.
ALTER TABLE collect.import ADD COLUMN connection_run bigint;
CREATE INDEX import_of_run ON collect.import (connection_run) WHERE connection_run IS NOT NULL;
