-- Live evaluation: which profiles changed, how far each definition has followed, what a tick is about to write, and the stream that tells others.

-- Written in the transaction of the slice (or replay) that changed the profiles, so nothing is lost between the two; visible to ticks when the
-- outbox row of the same id has gone, which is when ClickHouse can be asked. Rows go when every live definition has passed them, the newest stays.
CREATE TABLE pipeline.change (
  workspace int NOT NULL,
  id        bigint NOT NULL,               -- of pipeline.outbox; rises
  profiles  bytea NOT NULL,                -- ids ascending: differences as LEB128
  merged    bytea NOT NULL,                -- those of them that were merged away or merged into, in the same form
  events    text[] NOT NULL,               -- names, each once; $entities: products, accounts or other entities changed
  identity  boolean NOT NULL,              -- profiles, identifiers or traits changed, so any definition may have
  PRIMARY KEY (workspace, id)
);
ALTER TABLE pipeline.change ALTER COLUMN profiles SET STORAGE EXTERNAL, ALTER COLUMN merged SET STORAGE EXTERNAL;

ALTER TABLE evaluate.node
  ADD COLUMN change_id bigint NOT NULL DEFAULT -1, -- it includes every change up to this one; −1: only a run in full will do
  ADD COLUMN timed_at  timestamptz,                -- and what time alone did up to then
  ADD COLUMN tags_seen jsonb NOT NULL DEFAULT '{}', -- tag id → the last run of that tag it includes
  ADD COLUMN last_run  bigint NOT NULL DEFAULT 0,  -- the last run or tick that changed its values
  ADD COLUMN reconciled_at timestamptz,
  ADD COLUMN drift     bigint NOT NULL DEFAULT 0;  -- profiles that its last reconciliation found wrong
ALTER TABLE evaluate.run ADD COLUMN tags_seen jsonb NOT NULL DEFAULT '{}';

-- A tick's changes between being decided and being everywhere. The very bytes are sent again after a crash, under the tick's number.
CREATE TABLE evaluate.outbox (
  tick       bigint PRIMARY KEY,           -- from the sequence of evaluate.run: runs and ticks share one order
  workspace  int NOT NULL,
  at         timestamptz NOT NULL,
  parcel     bytea NOT NULL,               -- gzip of JSON: rows for the change tables, values for the mirror, items for the stream
  created_at timestamptz NOT NULL DEFAULT now()
);

-- What subscribers hear, in order; kept for a while so that they can resume. One row holds many changes of one topic.
CREATE TABLE evaluate.stream (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace  int NOT NULL,
  topic      text NOT NULL,                -- segment:<key>, tag:<key>
  items      json NOT NULL,                -- the data of each event
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stream_age ON evaluate.stream (created_at);
