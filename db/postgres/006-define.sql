-- Definitions that people make, and the runs that computed them.
CREATE SCHEMA tag;
CREATE SCHEMA segment;
CREATE SCHEMA evaluate;

CREATE TABLE segment.definition (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace,
  key         text NOT NULL,
  name        text NOT NULL,
  description text NOT NULL DEFAULT '',
  rule        jsonb NOT NULL,
  refresh     text NOT NULL CHECK (refresh IN ('live', 'hourly', 'daily', 'manual')),
  version     int NOT NULL DEFAULT 1,
  state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'computing', 'ready', 'failed')),
  count       bigint,
  computed_at timestamptz,
  error       text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace, key)
);

CREATE TABLE tag.definition (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace,
  key         text NOT NULL,
  name        text NOT NULL,
  category    text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  kind        text NOT NULL CHECK (kind IN ('fact', 'analytic', 'predictive', 'manual')),
  type        text NOT NULL CHECK (type IN ('boolean', 'number', 'text', 'date', 'list')),
  definition  jsonb NOT NULL,
  refresh     text NOT NULL CHECK (refresh IN ('live', 'hourly', 'daily', 'manual')),
  version     int NOT NULL DEFAULT 1,
  state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'computing', 'ready', 'failed')),
  count       bigint,
  computed_at timestamptz,
  error       text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace, key)
);

CREATE TABLE evaluate.run (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace     int NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('segment', 'tag')),
  definition_id int NOT NULL,
  version       int NOT NULL,
  at            timestamptz NOT NULL,      -- the moment it was evaluated as of
  position      bigint NOT NULL,           -- every log record before this one is in it
  started_at    timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz,
  members       bigint,
  cut_points    jsonb,                     -- frozen quantiles of this run
  error         text
);
CREATE INDEX run_of ON evaluate.run (kind, definition_id, id DESC);
