-- The list of customers: views of it that people keep, and lists of people that are filled by a rule.
CREATE SCHEMA browse;

CREATE TABLE browse.view (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace  int NOT NULL REFERENCES govern.workspace ON DELETE CASCADE,
  name       text NOT NULL,
  rule       json,                         -- as it was written; null: everybody
  columns    text[] NOT NULL,
  sort       jsonb NOT NULL,               -- {by, order}
  visibility text NOT NULL CHECK (visibility IN ('mine', 'everybody')),
  operator   text,                         -- id of who made it; null: an API key
  actor      text NOT NULL,
  version    int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX view_of_workspace ON browse.view (workspace, id);

-- How each operator has put the views in order, and which one they open the list with.
CREATE TABLE browse.arrangement (
  workspace    int NOT NULL REFERENCES govern.workspace ON DELETE CASCADE,
  operator     text NOT NULL,
  view_order   bigint[] NOT NULL DEFAULT '{}',
  default_view bigint REFERENCES browse.view ON DELETE SET NULL,
  PRIMARY KEY (workspace, operator)
);

-- Everybody whom a rule finds, put on a list or taken off: work for the worker.
CREATE TABLE segment.list_change (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace ON DELETE CASCADE,
  list_id     int NOT NULL REFERENCES segment.list ON DELETE CASCADE,
  change      text NOT NULL CHECK (change IN ('add', 'remove')),
  rule        json NOT NULL,
  actor       text NOT NULL,
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
  changed     bigint,
  error       text,
  attempts    int NOT NULL DEFAULT 0,
  asked_at    timestamptz NOT NULL,
  started_at  timestamptz,
  finished_at timestamptz
);
CREATE INDEX list_change_open ON segment.list_change (id) WHERE state IN ('waiting', 'running');
CREATE INDEX list_change_page ON segment.list_change (workspace, id DESC);
