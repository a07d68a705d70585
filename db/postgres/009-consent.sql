-- Who allowed or refused what, when, with which proof. Rows are never changed: the latest one counts, and of profiles that are one person the refusal.
CREATE TABLE govern.consent (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace  int NOT NULL,
  origin_id  bigint NOT NULL,              -- the profile it was said for; never changes
  purpose    text NOT NULL,
  channel    text NOT NULL DEFAULT '',     -- '' speaks for the whole purpose
  state      text NOT NULL CHECK (state IN ('granted', 'refused')),
  at         timestamptz NOT NULL,
  expires_at timestamptz,                  -- of a grant
  source     text NOT NULL,
  proof      text NOT NULL DEFAULT '',
  recorded_at timestamptz NOT NULL DEFAULT now(),
  is_sent    boolean NOT NULL DEFAULT false -- ClickHouse has it
);
CREATE INDEX consent_origin ON govern.consent (origin_id, purpose);
CREATE INDEX consent_unsent ON govern.consent (id) WHERE NOT is_sent;
