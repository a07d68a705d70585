-- Who is who: profiles, their identifiers, the edges that join them, merges and refused merges.
CREATE SCHEMA identify;

CREATE SEQUENCE identify.profile_id AS bigint;

CREATE TABLE identify.profile (
  id         bigint PRIMARY KEY,
  workspace  int NOT NULL,
  root_id    bigint NOT NULL,              -- itself, or the survivor it was merged into (flat: always a root)
  created_at timestamptz NOT NULL          -- the earliest event that named it
) WITH (fillfactor = 90);
CREATE INDEX profile_merged ON identify.profile (root_id) WHERE root_id <> id;

CREATE TABLE identify.identifier (
  workspace  int NOT NULL,
  kind       text NOT NULL,
  value      text NOT NULL,                -- normalised
  profile_id bigint NOT NULL,              -- the root it leads to now
  home_id    bigint NOT NULL,              -- the profile it first belonged to: where an unmerge sends it back
  source_id  int NOT NULL,
  first_seen timestamptz NOT NULL,
  last_seen  timestamptz NOT NULL,         -- refreshed at most daily
  PRIMARY KEY (workspace, kind, value)
) WITH (fillfactor = 90);
CREATE INDEX identifier_profile ON identify.identifier (profile_id);

CREATE TABLE identify.edge (
  workspace  int NOT NULL,
  a_kind     text NOT NULL,
  a_value    text NOT NULL,
  b_kind     text NOT NULL,
  b_value    text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('together', 'alias', 'manual', 'linked')),
  message_id text NOT NULL,                -- the first message that said so
  source_id  int NOT NULL,
  first_seen timestamptz NOT NULL,
  last_seen  timestamptz NOT NULL,         -- refreshed at most daily
  PRIMARY KEY (workspace, a_kind, a_value, b_kind, b_value, kind)
);
CREATE INDEX edge_other_end ON identify.edge (workspace, b_kind, b_value);

CREATE TABLE identify.merge (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace  int NOT NULL,
  into_id    bigint NOT NULL,
  from_id    bigint NOT NULL,
  cause      text NOT NULL CHECK (cause IN ('event', 'alias', 'api', 'linkage')),
  message_id text,
  author     text,
  reason     text,
  merged_at  timestamptz NOT NULL,
  undone_at  timestamptz
);
CREATE INDEX merge_into ON identify.merge (into_id);
CREATE INDEX merge_from ON identify.merge (from_id);

-- A link that would have put two values of a one-only kind together, or one value too many: kept, not followed.
CREATE TABLE identify.conflict (
  workspace    int NOT NULL,
  kept_id      bigint NOT NULL,            -- the profile the event went to
  other_id     bigint,                     -- the profile that stayed apart; null: the identifier was new and belongs to nobody
  kind         text NOT NULL,              -- the kind whose limit stood in the way
  a_kind       text NOT NULL,
  a_value      text NOT NULL,
  b_kind       text NOT NULL,
  b_value      text NOT NULL,
  message_id   text NOT NULL,
  first_seen   timestamptz NOT NULL,
  PRIMARY KEY (workspace, a_kind, a_value, b_kind, b_value)
);
CREATE INDEX conflict_kept ON identify.conflict (kept_id);
CREATE INDEX conflict_other ON identify.conflict (other_id);

-- Merges that ClickHouse's event tables do not show yet; the squash empties it.
CREATE TABLE identify.alias (
  from_id  bigint PRIMARY KEY,
  root_id  bigint NOT NULL,
  workspace int NOT NULL,
  position bigint NOT NULL                 -- the log position that caused it
);
CREATE SEQUENCE identify.alias_version AS bigint;
