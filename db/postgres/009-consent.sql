-- Who allowed or refused what, when, with which proof. Rows are never changed: of each origin the latest one counts, and of origins that were merged into one person the refusal.
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
  carried_from bigint REFERENCES govern.consent, -- a grant said for the survivor of a merge, put beside the refusal of one that was merged into it; goes with an unmerge
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX consent_origin ON govern.consent (origin_id, purpose);
CREATE INDEX consent_carried ON govern.consent (carried_from) WHERE carried_from IS NOT NULL;
