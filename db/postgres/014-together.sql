-- Runs that were computed by one statement are sent on by one insert, whose token is the group's number (its first run); NULL: a run by itself.
ALTER TABLE evaluate.run ADD COLUMN group_id bigint;
CREATE INDEX run_group ON evaluate.run (group_id) WHERE group_id IS NOT NULL AND finished_at IS NULL;
