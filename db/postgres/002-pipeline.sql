-- How far the log has been worked off, what is on its way to ClickHouse, and how every event ended.
CREATE SCHEMA pipeline;

CREATE TABLE pipeline.consumer (
  name     text PRIMARY KEY,
  position bigint NOT NULL                 -- the next log position to read
);

-- One row a slice: written with the slice's effects, removed (and its counters raised) when ClickHouse has it all.
CREATE TABLE pipeline.outbox (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token          text NOT NULL UNIQUE,     -- insert_deduplication_token: consumer and offset range
  first_position bigint NOT NULL,
  last_position  bigint NOT NULL,
  inserts        bytea NOT NULL,           -- zstd of the very bytes to send, table by table
  counters       jsonb NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now()
);

-- accepted = passed + dropped + parked + lag, per source; `accepted` stands in the log.
CREATE TABLE pipeline.counter (
  source_id int PRIMARY KEY,
  workspace int NOT NULL,
  passed    bigint NOT NULL DEFAULT 0,
  dropped   bigint NOT NULL DEFAULT 0,
  parked    bigint NOT NULL DEFAULT 0
);

CREATE TABLE pipeline.reason_counter (
  source_id int NOT NULL,
  outcome   text NOT NULL CHECK (outcome IN ('drop', 'park')),
  reason    text NOT NULL,
  events    bigint NOT NULL,
  PRIMARY KEY (source_id, outcome, reason)
);

-- The same for one import's report.
CREATE TABLE pipeline.import_counter (
  import_id  text PRIMARY KEY,
  passed     bigint NOT NULL DEFAULT 0,
  duplicates bigint NOT NULL DEFAULT 0,
  dropped    bigint NOT NULL DEFAULT 0,   -- duplicates included
  parked     bigint NOT NULL DEFAULT 0
);

-- Parked events that somebody asked to run again; the worker takes them in turn, between slices.
CREATE TABLE pipeline.replay (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace       int NOT NULL,
  filter          jsonb NOT NULL,          -- {reason?, source?, ids?: ["position-index"]}
  after_position  bigint NOT NULL DEFAULT 0, -- how far it is: the last event taken
  after_index     bigint NOT NULL DEFAULT -1,
  requested_at    timestamptz NOT NULL DEFAULT now(),
  finished_at     timestamptz,
  taken           bigint NOT NULL DEFAULT 0,
  passed          bigint NOT NULL DEFAULT 0,
  error           text
);
