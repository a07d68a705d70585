-- Whom an identifier was named with counts by when that was last so, refused links too: until now the first time was all that was kept of those.
ALTER TABLE identify.conflict ADD COLUMN last_seen timestamptz;
UPDATE identify.conflict SET last_seen = first_seen;
ALTER TABLE identify.conflict ALTER COLUMN last_seen SET NOT NULL;
