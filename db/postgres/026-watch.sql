-- Who asked for long work; its state stands with the stage that does it.
CREATE TABLE govern.task_asker (
  workspace   int NOT NULL,
  kind        text NOT NULL,               -- contracts/src/task.ts
  task_id     text NOT NULL,
  operator_id text,                        -- null: an API key
  name        text NOT NULL,
  asked_at    timestamptz NOT NULL,
  PRIMARY KEY (workspace, kind, task_id)
);
CREATE INDEX task_asker_age ON govern.task_asker (asked_at);

-- The mail server of this installation; one row at most.
CREATE TABLE govern.mail (
  id           boolean PRIMARY KEY DEFAULT true CHECK (id),
  host         text NOT NULL,
  port         int NOT NULL,
  security     text NOT NULL CHECK (security IN ('none', 'starttls', 'tls')),
  username     text NOT NULL DEFAULT '',
  password     bytea,                      -- sealed with the key of the data folder
  from_address text NOT NULL,
  from_name    text NOT NULL DEFAULT '',
  updated_at   timestamptz NOT NULL,
  updated_by   text NOT NULL
);

-- Watching over a workspace: notifications, alerts, their delivery.
CREATE SCHEMA watch;

CREATE TABLE watch.notification (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL,
  operator_id text NOT NULL,
  kind        text NOT NULL,               -- task, alert, notice
  source      text NOT NULL,               -- what it is about: each operator is told once
  level       text NOT NULL CHECK (level IN ('info', 'success', 'warning', 'error')),
  title       jsonb NOT NULL,              -- {zh, en}
  body        jsonb NOT NULL,
  link        text,                        -- a path of the console within the workspace
  created_at  timestamptz NOT NULL,
  read_at     timestamptz,
  UNIQUE (operator_id, workspace, source)
);
CREATE INDEX notification_page ON watch.notification (operator_id, workspace, id DESC);
CREATE INDEX notification_unread ON watch.notification (operator_id, workspace) WHERE read_at IS NULL;
CREATE INDEX notification_age ON watch.notification (created_at);

CREATE TABLE watch.preference (
  workspace   int NOT NULL,
  operator_id text NOT NULL,
  settings    jsonb NOT NULL,
  PRIMARY KEY (workspace, operator_id)
);

CREATE TABLE watch.channel (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('webhook', 'email', 'wecom', 'feishu', 'dingtalk')),
  name        text NOT NULL,
  settings    jsonb NOT NULL,              -- what may be shown again
  secret      bytea,                       -- address of a bot, signing secrets: sealed with the key of the data folder
  language    text NOT NULL CHECK (language IN ('zh', 'en')),
  is_enabled  boolean NOT NULL DEFAULT true,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL,
  UNIQUE (workspace, name)
);

CREATE TABLE watch.rule (
  id             int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace      int NOT NULL,
  kind           text NOT NULL,            -- contracts/src/alert.ts
  name           text NOT NULL,
  settings       jsonb NOT NULL,           -- thresholds by kind
  severity       text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  channels       int[] NOT NULL,
  for_minutes    int NOT NULL,             -- how long it must hold before it fires
  repeat_minutes int NOT NULL,             -- while it lasts, it is told again after this long
  is_enabled     boolean NOT NULL DEFAULT true,
  snoozed_until  timestamptz,
  snoozed_by     text,
  evaluated_at   timestamptz,
  problem        text,                     -- why it could not be evaluated
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  updated_by     text NOT NULL,
  UNIQUE (workspace, name)
);

-- One row an episode: from the first look at which a rule's condition held for a subject, until it is over.
CREATE TABLE watch.alert (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace       int NOT NULL,
  rule_id         int NOT NULL REFERENCES watch.rule ON DELETE CASCADE,
  subject         text NOT NULL,           -- the source, event or segment; '' for the whole workspace
  state           text NOT NULL CHECK (state IN ('pending', 'firing', 'resolved')),
  value           double precision,
  says            jsonb NOT NULL,          -- {zh, en}: what was seen last
  since           timestamptz NOT NULL,
  seen_at         timestamptz NOT NULL,    -- the condition held last
  fired_at        timestamptz,
  resolved_at     timestamptz,
  told_at         timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text
);
CREATE UNIQUE INDEX alert_open ON watch.alert (rule_id, subject) WHERE state <> 'resolved';
CREATE INDEX alert_page ON watch.alert (workspace, id DESC);

-- Messages on their way out, and those that were sent: written before the other side is called.
CREATE TABLE watch.delivery (
  id         uuid PRIMARY KEY,
  workspace  int NOT NULL,
  channel_id int NOT NULL REFERENCES watch.channel ON DELETE CASCADE,
  subject    text NOT NULL,                -- alert, test
  message    jsonb NOT NULL,
  state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
  attempts   int NOT NULL DEFAULT 0,
  next_at    timestamptz NOT NULL,         -- not before; while one is under way: when another worker may take it
  created_at timestamptz NOT NULL,
  ended_at   timestamptz
);
CREATE INDEX delivery_due ON watch.delivery (next_at) WHERE state = 'waiting';
CREATE INDEX delivery_page ON watch.delivery (workspace, created_at DESC);

CREATE TABLE watch.attempt (
  delivery_id uuid NOT NULL REFERENCES watch.delivery ON DELETE CASCADE,
  number      int NOT NULL,
  at          timestamptz NOT NULL,
  elapsed_ms  int NOT NULL,
  status      int,                         -- of HTTP; null where there was no answer
  problem     text,                        -- null: it was taken
  PRIMARY KEY (delivery_id, number)
);

-- How many events of a source had ended how, once a minute while that changes; a source's last row says when it was heard last.
CREATE TABLE watch.flow (
  workspace int NOT NULL,
  source_id int NOT NULL,
  at        timestamptz NOT NULL,
  accepted  bigint NOT NULL,
  passed    bigint NOT NULL,
  dropped   bigint NOT NULL,
  parked    bigint NOT NULL,
  reasons   jsonb NOT NULL,                -- of the dropped and the parked
  PRIMARY KEY (source_id, at)
);
CREATE INDEX flow_age ON watch.flow (at);

-- How large live segments were, once an hour while that changes.
CREATE TABLE watch.size (
  workspace  int NOT NULL,
  segment_id int NOT NULL,
  at         timestamptz NOT NULL,
  members    bigint NOT NULL,
  PRIMARY KEY (segment_id, at)
);

-- How far ended tasks have been looked at, by kind.
CREATE TABLE watch.mark (
  name text PRIMARY KEY,
  at   timestamptz NOT NULL
);

-- Runs as the task centre looks at them: the latest of a workspace, and what ended lately.
CREATE INDEX run_page ON evaluate.run (workspace, id DESC);
CREATE INDEX run_ended ON evaluate.run (finished_at);
