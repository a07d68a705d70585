-- Entities besides people, by kind and key: what is known of each, and when it was said.
CREATE TABLE profile.entity (
  workspace  int NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  key        text COLLATE "C" NOT NULL,
  attributes jsonb NOT NULL,               -- as they stand now, nested, with the types they were sent with
  is_gone    boolean NOT NULL,
  leaves     jsonb NOT NULL,               -- path → [[event time in ms, message id, source id, trust, value], …], oldest first; path '' says whether it is gone
  versions   bigint[] NOT NULL,            -- the moments (ms) of its rows in ClickHouse, ascending
  first_at   timestamptz NOT NULL,         -- its first version
  last_at    timestamptz NOT NULL,         -- the newest event time at which anything was said of it
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, kind, key)
) WITH (fillfactor = 80);
