-- Cleaning rules of a workspace, all of them a version; the newest counts.
CREATE TABLE pipeline.cleaning (
  workspace  int NOT NULL,
  version    int NOT NULL,
  rules      jsonb NOT NULL,
  author     text NOT NULL,
  reason     text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, version)
);
CREATE TRIGGER tell_change AFTER INSERT OR DELETE ON pipeline.cleaning FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();

-- What each rule did in each source, raised with the slice.
CREATE TABLE pipeline.cleaning_counter (
  workspace int NOT NULL,
  rule      text NOT NULL,
  source_id int NOT NULL,
  changed   bigint NOT NULL DEFAULT 0,
  refused   bigint NOT NULL DEFAULT 0,
  imputed   bigint NOT NULL DEFAULT 0,
  parked    bigint NOT NULL DEFAULT 0,
  dropped   bigint NOT NULL DEFAULT 0,
  last_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace, rule, source_id)
);

-- The past through the rules of now: reads the log again between two positions. No values are kept here: examples are places of the log.
CREATE TABLE pipeline.cleaning_replay (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace      int NOT NULL,
  is_dry         boolean NOT NULL,
  source_id      int,
  version        int NOT NULL,
  asked_by       text NOT NULL,
  requested_at   timestamptz NOT NULL DEFAULT now(),
  started_at     timestamptz,
  finished_at    timestamptz,
  error          text,
  covers_from    timestamptz,
  first_position bigint NOT NULL,
  last_position  bigint NOT NULL,
  next_position  bigint NOT NULL,
  looked         bigint NOT NULL DEFAULT 0,
  changed_events bigint NOT NULL DEFAULT 0,
  changed_values bigint NOT NULL DEFAULT 0,
  changed_traits bigint NOT NULL DEFAULT 0,
  left_alone     bigint NOT NULL DEFAULT 0,
  examples       jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX cleaning_replay_open ON pipeline.cleaning_replay (id) WHERE finished_at IS NULL;
