-- Tags in full: who keeps a tag, how long its values hold, every version of its definition, what its runs cost, how it was spread by day, and
-- which definitions came out of a pack.
ALTER TABLE tag.definition
  ADD COLUMN owner text NOT NULL DEFAULT '',
  ADD COLUMN expires_after json;           -- {"n", "unit"}; a value that nothing has set or confirmed for that long goes

CREATE TABLE tag.version (
  tag_id     int NOT NULL REFERENCES tag.definition ON DELETE CASCADE,
  version    int NOT NULL,
  name       text NOT NULL,
  category   text NOT NULL,
  kind       text NOT NULL,
  definition json NOT NULL,
  refresh    text NOT NULL,
  made_at    timestamptz NOT NULL,
  PRIMARY KEY (tag_id, version)
);
INSERT INTO tag.version SELECT id, version, name, category, kind, definition, refresh, updated_at FROM tag.definition;

-- What the engine read and needed for a run; the run itself stands in evaluate.run.
CREATE TABLE tag.run_cost (
  run_id       bigint PRIMARY KEY,
  tag_id       int NOT NULL REFERENCES tag.definition ON DELETE CASCADE,
  rows_read    bigint NOT NULL,
  bytes_read   bigint NOT NULL,
  memory_bytes bigint NOT NULL             -- the most that one of its statements held
);
CREATE INDEX run_cost_of ON tag.run_cost (tag_id);

-- A tag's distribution at the end of each day of the workspace's zone.
CREATE TABLE tag.snapshot (
  tag_id       int NOT NULL REFERENCES tag.definition ON DELETE CASCADE,
  day          date NOT NULL,
  version      int NOT NULL,
  taken_at     timestamptz NOT NULL,
  distribution json NOT NULL,
  PRIMARY KEY (tag_id, day)
);

CREATE TABLE tag.adoption (
  workspace    int NOT NULL REFERENCES govern.workspace,
  kind         text NOT NULL CHECK (kind IN ('tag', 'segment')),
  key          text NOT NULL,
  pack         text NOT NULL,
  pack_version text NOT NULL,
  item         json NOT NULL,              -- as it was adopted
  adopted_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace, kind, key)
);
