-- Erasures: who was to be forgotten, what that removed, and by which keyed hashes the log goes on refusing what it still holds of them.
CREATE TABLE govern.erasure (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace    int NOT NULL REFERENCES govern.workspace,
  homes        bigint[] NOT NULL,          -- what is erased: everything that was recorded under these profile ids
  scope        text NOT NULL CHECK (scope IN ('profile', 'side')),
  keeps_events boolean NOT NULL,           -- events stay, under a profile of nobody
  reason       text NOT NULL,
  author       text NOT NULL,
  asked_at     timestamptz NOT NULL,
  accepted_up_to bigint NOT NULL,          -- log records before this one had been accepted by then
  state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'removing', 'scrubbing', 'done', 'failed')),
  position     bigint,                     -- where in the log it took place: what came before is erased, what comes later is somebody new
  removed_at   timestamptz,                -- from then on nobody finds them
  anonymous_id bigint,                     -- the profile that has the events
  identifiers  jsonb,                      -- [{kind, value}] while they are being looked for; null before and after
  progress     jsonb NOT NULL DEFAULT '{}', -- what each participant keeps for itself; emptied at the end
  scrubbing_at timestamptz,                -- from then on nothing holds them but files that are about to be written anew
  finished_at  timestamptz,
  failures     int NOT NULL DEFAULT 0,     -- in a row
  error        text
);
CREATE INDEX erasure_page ON govern.erasure (workspace, id DESC);
CREATE INDEX erasure_open ON govern.erasure (id) WHERE state IN ('waiting', 'removing', 'scrubbing');

-- What was removed where. Raised, never lowered: a step that is repeated after a crash finds less.
CREATE TABLE govern.erased (
  erasure_id bigint NOT NULL REFERENCES govern.erasure,
  store      text NOT NULL,
  what       text NOT NULL,
  count      bigint NOT NULL,
  PRIMARY KEY (erasure_id, store, what)
);

-- HMAC-SHA-256 of an identifier under a key that stands outside this database. Messages at earlier log positions that name it are not resolved again.
CREATE TABLE govern.tombstone (
  workspace  int NOT NULL,
  hash       bytea NOT NULL,
  position   bigint NOT NULL,
  erasure_id bigint NOT NULL REFERENCES govern.erasure,
  PRIMARY KEY (workspace, hash)
);
