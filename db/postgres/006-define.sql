-- Definitions that people make, the graph they form, and the runs that computed them.
CREATE SCHEMA tag;
CREATE SCHEMA segment;
CREATE SCHEMA evaluate;

CREATE TABLE segment.definition (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace,
  key         text NOT NULL,
  name        text NOT NULL,
  description text NOT NULL DEFAULT '',
  rule        json NOT NULL,              -- json, not jsonb: people get their rule back as they wrote it
  refresh     text NOT NULL CHECK (refresh IN ('live', 'hourly', 'daily', 'manual')),
  version     int NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
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
  definition  json NOT NULL,
  refresh     text NOT NULL CHECK (refresh IN ('live', 'hourly', 'daily', 'manual')),
  version     int NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  UNIQUE (workspace, key)
);

-- The definition graph: one node for every tag and segment, what it reads, and how far it has been computed.
CREATE TABLE evaluate.node (
  kind          text NOT NULL CHECK (kind IN ('segment', 'tag')),
  definition_id int NOT NULL,
  workspace     int NOT NULL,
  key           text NOT NULL,
  version       int NOT NULL,
  refresh       text NOT NULL CHECK (refresh IN ('live', 'hourly', 'daily', 'manual')),
  uses_tags     int[] NOT NULL,            -- definitions that it names itself, not those behind them
  uses_segments int[] NOT NULL,
  is_timed      boolean NOT NULL,          -- may change by time alone
  state         text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'computing', 'ready', 'failed')),
  requests      int NOT NULL DEFAULT 1,    -- runs asked for by people and edits …
  served        int NOT NULL DEFAULT 0,    -- … and how many of them its last run answered
  due_at        timestamptz,               -- hourly and daily: the next time by the schedule
  retry_at      timestamptz,               -- after a failure: not before
  position      bigint NOT NULL DEFAULT -1, -- its last run includes every log record before this one
  computed_at   timestamptz,
  count         bigint,
  elapsed_ms    int NOT NULL DEFAULT 0,    -- of its last run
  failures      int NOT NULL DEFAULT 0,    -- in a row
  error         text,
  PRIMARY KEY (kind, definition_id)
) WITH (fillfactor = 70);
CREATE INDEX node_workspace ON evaluate.node (workspace);

CREATE TABLE evaluate.run (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace     int NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('segment', 'tag')),
  definition_id int NOT NULL,
  version       int NOT NULL,
  cause         text NOT NULL,             -- created, edited, requested, data, schedule
  at            timestamptz NOT NULL,      -- the moment it was evaluated as of
  position      bigint NOT NULL,           -- every log record before this one is in it
  started_at    timestamptz NOT NULL DEFAULT now(),
  staged_at     timestamptz,               -- its changes stand in the stage: from here on it can only be finished, never computed again
  finished_at   timestamptz,
  members       bigint,
  changed       bigint,
  cut_points    jsonb,                     -- frozen quantiles of this run
  error         text
);
CREATE INDEX run_of ON evaluate.run (kind, definition_id, id DESC);
CREATE INDEX run_open ON evaluate.run (kind, definition_id) WHERE finished_at IS NULL;
