-- Who answers for a segment, and where it stands in the console.
ALTER TABLE segment.definition
  ADD COLUMN folder text NOT NULL DEFAULT '',   -- path of names, separated by /
  ADD COLUMN owner  text NOT NULL DEFAULT '';

-- Lists of people: uploaded, or a segment's members at one moment. Members stand in ClickHouse (list_member).
CREATE TABLE segment.list (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace   int NOT NULL REFERENCES govern.workspace,
  key         text NOT NULL,
  name        text NOT NULL,
  description text NOT NULL DEFAULT '',
  origin      text NOT NULL CHECK (origin IN ('upload', 'segment')),
  kind        text,                             -- of the identifiers it was uploaded by
  segment     text,                             -- the key of the segment it was frozen from
  version     int NOT NULL DEFAULT 1,           -- raised by every change, of its members too
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  UNIQUE (workspace, key)
);

-- Values of an upload that lead to nobody, so that people can mend or import them. Gone with the list.
CREATE TABLE segment.list_unmatched (
  list_id int NOT NULL REFERENCES segment.list ON DELETE CASCADE,
  kind    text NOT NULL,
  value   text NOT NULL,
  PRIMARY KEY (list_id, kind, value)
);
