-- conflict: somebody has said of a link that was not followed that the two are one.
ALTER TABLE identify.merge
  DROP CONSTRAINT merge_cause_known,
  ADD CONSTRAINT merge_cause_known CHECK (cause IN ('event', 'alias', 'api', 'linkage', 'config', 'conflict'));
