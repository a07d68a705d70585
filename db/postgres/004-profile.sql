-- The profile core: current traits, each with where it came from and when.
CREATE SCHEMA profile;

CREATE TABLE profile.core (
  profile_id bigint PRIMARY KEY,
  workspace  int NOT NULL,
  -- path → {"v": value, "t": event time in ms, "m": message id, "s": source id, "r": that source's trust}
  traits     jsonb NOT NULL DEFAULT '{}',
  updated_at timestamptz NOT NULL
) WITH (fillfactor = 80);
