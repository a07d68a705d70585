-- What people who work together on definitions say of them, did to them, and ask to do.
CREATE SCHEMA collaborate;

-- Every change of a segment, tag, list, scheme or saved question that succeeded: what was sent, by whom, why.
CREATE TABLE collaborate.revision (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL,
  object      text NOT NULL,               -- segments/vip
  deed        text NOT NULL CHECK (deed IN ('made', 'changed', 'removed')),
  operator_id text,                        -- null: an API key. No foreign key: the entry outlives the operator
  actor       text NOT NULL,               -- the name as it was then
  approver    text,                        -- the name of whoever approved it, where somebody had to
  reason      text NOT NULL DEFAULT '',
  body        jsonb,                       -- what was sent; null when it was removed
  sentence    jsonb,                       -- {zh, en}, where the answer told one
  at          timestamptz NOT NULL
);
CREATE INDEX revision_object ON collaborate.revision (workspace, object, id DESC);

CREATE TABLE collaborate.comment (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL,
  object      text NOT NULL,
  parent      bigint REFERENCES collaborate.comment ON DELETE CASCADE,  -- the first comment of its thread
  author_id   text NOT NULL,
  author      text NOT NULL,
  text        text NOT NULL,               -- '' once it was taken back
  mentions    text[] NOT NULL DEFAULT '{}',  -- ids of operators
  created_at  timestamptz NOT NULL,
  edited_at   timestamptz,
  removed_at  timestamptz,
  resolved_at timestamptz,                 -- of a thread's first comment
  resolved_by text
);
CREATE INDEX comment_object ON collaborate.comment (workspace, object, id);

-- A change that waits for somebody's approval: the request as it was sent.
CREATE TABLE collaborate.proposal (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL,
  object      text NOT NULL,
  deed        text NOT NULL CHECK (deed IN ('made', 'changed', 'removed')),
  method      text NOT NULL,
  path        text NOT NULL,
  body        jsonb,
  if_match    text,
  reason      text NOT NULL DEFAULT '',
  operator_id text NOT NULL,
  actor       text NOT NULL,
  at          timestamptz NOT NULL,
  state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'rejected', 'withdrawn')),
  decider_id  text,
  decider     text,
  decided_at  timestamptz,
  note        text NOT NULL DEFAULT ''
);
CREATE INDEX proposal_order ON collaborate.proposal (workspace, state, id DESC);

-- Whether changes by people who may not approve wait for those who may; no row: they do not.
CREATE TABLE collaborate.setting (
  workspace      int PRIMARY KEY,
  needs_approval boolean NOT NULL
);
