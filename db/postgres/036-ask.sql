-- The analysts' room: questions in SQL that people keep, and what was asked.
CREATE SCHEMA ask;

CREATE TABLE ask.question (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace,
  name        text NOT NULL,
  folder      text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  sql         text NOT NULL,                -- values that would be personal are refused: they are parameters
  parameters  jsonb NOT NULL,               -- [{name, label, value}]
  chart       jsonb NOT NULL,
  visibility  text NOT NULL CHECK (visibility IN ('mine', 'workspace')),
  schedule    text NOT NULL CHECK (schedule IN ('none', 'daily')),
  version     int NOT NULL DEFAULT 1,
  owner_id    text,                         -- null: an API key
  owner       text NOT NULL,
  result_run  uuid,                         -- what is shown until it is refreshed
  due_at      timestamptz,                  -- daily: the next time
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL
);
CREATE INDEX question_page ON ask.question (workspace, updated_at DESC, id DESC);
CREATE INDEX question_due ON ask.question (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE ask.question_version (
  question_id bigint NOT NULL REFERENCES ask.question ON DELETE CASCADE,
  version     int NOT NULL,
  name        text NOT NULL,
  sql         text NOT NULL,
  parameters  jsonb NOT NULL,
  chart       jsonb NOT NULL,
  made_at     timestamptz NOT NULL,
  made_by     text NOT NULL,
  PRIMARY KEY (question_id, version)
);

-- Everything that was asked. Its text without personal values; its answer, where there is one, in pages.
CREATE TABLE ask.run (
  id           uuid PRIMARY KEY,
  workspace    int NOT NULL,
  operator_id  text,                        -- null: an API key, or the schedule
  actor        text NOT NULL,
  cause        text NOT NULL CHECK (cause IN ('editor', 'question', 'schedule')),
  question_id  bigint,
  version      int,
  sql          text NOT NULL,
  hash         text NOT NULL,               -- SHA-256 of the text as it was sent
  parameters   jsonb NOT NULL,
  is_whole     boolean NOT NULL,            -- `sql` is the text as it was sent: it can be asked again
  is_open      boolean NOT NULL,            -- answered to somebody who sees personal data, and to nobody else
  state        text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'stopped')),
  asked_at     timestamptz NOT NULL,
  started_at   timestamptz,
  ended_at     timestamptz,
  columns      jsonb,                       -- [{name, type}]
  rows         int,
  is_cut       boolean NOT NULL DEFAULT false,
  rows_read    bigint,
  bytes_read   bigint,
  memory_bytes bigint,
  error        jsonb                        -- {code, message, line}
);
CREATE INDEX run_newest ON ask.run (workspace, asked_at DESC, id DESC);
CREATE INDEX run_of_question ON ask.run (question_id, asked_at DESC) WHERE question_id IS NOT NULL;
CREATE INDEX run_age ON ask.run (asked_at);

CREATE TABLE ask.run_page (
  run_id uuid NOT NULL REFERENCES ask.run ON DELETE CASCADE,
  page   int NOT NULL,
  rows   jsonb NOT NULL,
  PRIMARY KEY (run_id, page)
);
