-- What events are to look like, in versions; and what came otherwise.

CREATE TABLE pipeline.plan_version (
  workspace    int NOT NULL,
  version      int NOT NULL,
  plan         jsonb NOT NULL,
  reason       text NOT NULL,
  changes      int NOT NULL,               -- against the version before
  published_by text NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, version)
);

-- What people are changing and nobody has published; one a workspace.
CREATE TABLE pipeline.plan_draft (
  workspace  int PRIMARY KEY,
  plan       jsonb NOT NULL,
  revision   int NOT NULL,                 -- rises with every change, so that nobody overwrites what they have not seen
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL
);

-- Whoever reads events hears of a new version.
CREATE TRIGGER tell_change AFTER INSERT OR DELETE ON pipeline.plan_version FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();

-- Events that were not as planned, by day of receipt; raised with the counters of their slice. Nothing of what they say: places in the log.
CREATE TABLE pipeline.plan_breach (
  workspace int NOT NULL,
  day       date NOT NULL,
  source_id int NOT NULL,
  event     text NOT NULL,
  path      text NOT NULL,
  kind      text NOT NULL,                 -- '' : events with anything wrong, each once
  library   text NOT NULL,
  app       text NOT NULL,
  expected  text NOT NULL,
  passed    bigint NOT NULL,
  parked    bigint NOT NULL,
  dropped   bigint NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  places    text[] NOT NULL,
  PRIMARY KEY (workspace, day, source_id, event, path, kind, library, app)
);
CREATE INDEX plan_breach_age ON pipeline.plan_breach (day);
