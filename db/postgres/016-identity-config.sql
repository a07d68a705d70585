-- How a workspace tells people apart, conflicts that wait for somebody's judgement, identifiers that are several people's.

-- One document a version; the highest counts. A workspace without a row has the defaults.
CREATE TABLE identify.settings (
  workspace  int NOT NULL,
  version    int NOT NULL,
  settings   jsonb NOT NULL,               -- contracts/src/identity-config.ts
  author     text NOT NULL,                -- the name of the key
  reason     text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, version)
);
-- The processes that follow workspaces, sources and keys read this again too.
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON identify.settings FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();

ALTER TABLE identify.conflict DROP CONSTRAINT IF EXISTS conflict_cause_check;
ALTER TABLE identify.conflict
  ADD COLUMN IF NOT EXISTS cause text NOT NULL DEFAULT 'limit',
  ADD CONSTRAINT conflict_cause_known CHECK (cause IN ('limit', 'period', 'shared', 'separated')),
  ADD COLUMN id         bigint GENERATED ALWAYS AS IDENTITY,
  ADD COLUMN most       int,               -- the limit that stood in the way, where the cause is one
  ADD COLUMN decision   text CHECK (decision IN ('join', 'apart', 'shared')),
  ADD COLUMN decided_by text,
  ADD COLUMN decided_at timestamptz,
  ADD COLUMN reason     text;
CREATE UNIQUE INDEX conflict_id ON identify.conflict (id);
CREATE INDEX conflict_page ON identify.conflict (workspace, id);
-- Everybody whom a weak identifier was named with: how many people's it is.
CREATE INDEX conflict_other_end ON identify.conflict (workspace, b_kind, b_value);

CREATE TABLE identify.shared (
  workspace  int NOT NULL,
  kind       text NOT NULL,
  value      text NOT NULL,
  state      text NOT NULL CHECK (state IN ('suspected', 'shared', 'not_shared')), -- suspected and shared identify nobody
  cause      text NOT NULL CHECK (cause IN ('degree', 'bridge', 'manual')),
  evidence   jsonb NOT NULL,               -- what it was seen with, by kind; for bridges what it holds together
  found_at   timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  reason     text,
  PRIMARY KEY (workspace, kind, value)
);
CREATE INDEX shared_page ON identify.shared (workspace, found_at DESC, kind, value);
