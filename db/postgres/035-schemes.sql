-- Segmentation schemes. Who is in which part is the value of the tag that carries the scheme; here stands what the parts are called and what is planned
-- for them.
ALTER TABLE tag.definition ADD COLUMN kept_by text NOT NULL DEFAULT '';   -- scheme:<key>: changed there and nowhere else

CREATE TABLE segment.scheme (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace,
  key         text NOT NULL,
  name        text NOT NULL,
  description text NOT NULL DEFAULT '',
  owner       text NOT NULL DEFAULT '',
  definition  json NOT NULL,
  parts       json NOT NULL,               -- [{key, name, color, description}…] in the order they are shown
  tag_id      int NOT NULL,
  version     int NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  UNIQUE (workspace, key)
);

-- What is planned for a part. Rows of parts that a scheme no longer has stay: they are back when the part is.
CREATE TABLE segment.scheme_strategy (
  scheme_id  int NOT NULL REFERENCES segment.scheme ON DELETE CASCADE,
  part       text NOT NULL,                -- '': the unassigned
  product    text NOT NULL DEFAULT '',
  price      text NOT NULL DEFAULT '',
  channel    text NOT NULL DEFAULT '',
  promotion  text NOT NULL DEFAULT '',
  goal       text NOT NULL DEFAULT '',
  owner      text NOT NULL DEFAULT '',
  due        text NOT NULL DEFAULT '',
  version    int NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (scheme_id, part)
);

CREATE TABLE segment.scheme_strategy_edit (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scheme_id  int NOT NULL REFERENCES segment.scheme ON DELETE CASCADE,
  part       text NOT NULL,
  field      text NOT NULL,
  before     text NOT NULL,
  after      text NOT NULL,
  at         timestamptz NOT NULL,
  by         text NOT NULL
);
CREATE INDEX scheme_strategy_edit_of ON segment.scheme_strategy_edit (scheme_id, id DESC);
