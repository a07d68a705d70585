-- How often somebody asked for everything to be read again: what rows say of people is then said anew (collect/connect).
ALTER TABLE collect.connection ADD COLUMN reading integer NOT NULL DEFAULT 0;

-- Refused requests by ten minutes, for alerts; older than two days they go.
CREATE TABLE collect.webhook_refused_in (
  source int NOT NULL REFERENCES govern.source ON DELETE CASCADE,
  reason text NOT NULL,
  at     timestamptz NOT NULL,             -- where the ten minutes begin
  count  bigint NOT NULL,
  PRIMARY KEY (source, reason, at)
);
CREATE INDEX webhook_refused_in_at ON collect.webhook_refused_in (at);
