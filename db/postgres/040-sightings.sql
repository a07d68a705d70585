-- The first sight of an identifier on a later day, until identifier.last_seen says so: an update of a row anywhere among ten million takes the log an image of its page,
-- a row here a few bytes of memory. Settled in batches when the pipeline rests. Unlogged: after a crash last_seen stands as settled last, until the next sight.
CREATE UNLOGGED TABLE identify.sighting (
  workspace int NOT NULL,
  kind      text NOT NULL,
  value     text NOT NULL,                 -- normalised
  last_seen timestamptz NOT NULL,
  PRIMARY KEY (workspace, kind, value)
);
