-- What happened lately is asked for often (alerts, changes since a moment). Within a segment rows stand in the order of runs, so their moments lie close together.
ALTER TABLE segment_change ADD INDEX IF NOT EXISTS by_moment at TYPE minmax GRANULARITY 1;
