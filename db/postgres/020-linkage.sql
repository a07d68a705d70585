-- Linkage of a workspace's profiles: what is compared, runs, and what they found.
CREATE SCHEMA link;

-- One document a version; the highest counts. A workspace without a row links nothing.
CREATE TABLE link.settings (
  workspace  int NOT NULL,
  version    int NOT NULL,
  settings   jsonb NOT NULL,               -- contracts/src/profile-linkage.ts
  author     text NOT NULL,
  reason     text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, version)
);

CREATE TABLE link.run (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace       int NOT NULL,
  version         int NOT NULL,            -- of the settings
  mode            text NOT NULL CHECK (mode IN ('full', 'incremental')),
  author          text NOT NULL,
  asked_at        timestamptz NOT NULL,
  state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'comparing', 'applying', 'done', 'failed', 'cancelled')),
  attempts        int NOT NULL DEFAULT 0,
  beat_at         timestamptz,             -- a worker that lives says so; null: nobody has it
  is_cancel_asked boolean NOT NULL DEFAULT false,
  started_at      timestamptz,
  compared_at     timestamptz,             -- from then on its pairs and its model stand
  finished_at     timestamptz,
  progress        text,
  error           text,
  model_run       bigint,                  -- the full run whose model it used; null: its own
  outcome         jsonb,                   -- records, pairs, model, thresholds, strata
  reviews         int NOT NULL DEFAULT 0
);
CREATE INDEX run_page ON link.run (workspace, id);
CREATE INDEX run_open ON link.run (id) WHERE state IN ('waiting', 'comparing', 'applying');

-- What was compared of a profile: where it is the same again, an incremental run need not compare it.
CREATE TABLE link.seen (
  profile_id bigint PRIMARY KEY,
  workspace  int NOT NULL,
  run_id     bigint NOT NULL,
  hash       text NOT NULL
) WITH (fillfactor = 90);

-- Two homes that may be one person. Values are not kept: they are read from the profiles.
CREATE TABLE link.pair (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace  int NOT NULL,
  a_home     bigint NOT NULL,
  b_home     bigint NOT NULL CHECK (a_home < b_home),
  run_id     bigint NOT NULL,              -- the last run that weighed it
  bits       real NOT NULL,
  levels     smallint[] NOT NULL,          -- by that run's model
  shares     real[] NOT NULL,              -- frequency of a value that both have; null where not counted
  state      text NOT NULL CHECK (state IN ('pending', 'linked', 'implied', 'refused', 'review', 'sample')),
  cause      text,                         -- refused: limit, period, separated; review: chain, where the groups would hang together by too little
  kind       text,                         -- refused: the kind whose limit stands in the way
  most       int,
  merge_id   bigint,
  stratum    smallint,                     -- drawn as a sample of that stratum of its run
  is_asked   boolean NOT NULL,             -- in the queue, until there is a verdict
  verdict    text CHECK (verdict IN ('same', 'different', 'unsure')),
  decided_by text,
  decided_at timestamptz,
  reason     text,
  UNIQUE (workspace, a_home, b_home)
);
CREATE INDEX pair_queue ON link.pair (workspace, bits DESC, id) WHERE is_asked AND verdict IS NULL;
CREATE INDEX pair_pending ON link.pair (run_id, bits DESC, id) WHERE state = 'pending';
CREATE INDEX pair_run ON link.pair (run_id);
CREATE INDEX pair_verdict ON link.pair (workspace) WHERE verdict IS NOT NULL;
