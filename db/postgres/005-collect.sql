-- Files brought in by people: what was asked, how far it is, what came of it.
CREATE SCHEMA collect;

-- rows = used + Σ skipped + rejected_count; made = events + duplicates + parked + dropped once it is done.
CREATE TABLE collect.import (
  id             text PRIMARY KEY,
  workspace      int NOT NULL,
  is_dry_run     boolean NOT NULL DEFAULT false, -- reads and reports, writes nothing
  source_id      int,                      -- null for dry runs, which make no source
  source         text NOT NULL,            -- its name, from the mapping
  timezone       text NOT NULL,            -- reads times that name no zone; the workspace's when it was asked
  file           text NOT NULL,            -- where the spooled file lies
  file_name      text NOT NULL,            -- what people called it
  mapping        jsonb NOT NULL,
  state          text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  phase          text NOT NULL DEFAULT 'waiting' CHECK (phase IN ('waiting', 'reading', 'writing', 'settling', 'ended')),
  attempts       int NOT NULL DEFAULT 0,   -- processes started for it
  total_bytes    bigint NOT NULL,
  read_bytes     bigint NOT NULL DEFAULT 0,
  rows           bigint NOT NULL DEFAULT 0,
  used           bigint NOT NULL DEFAULT 0,
  skipped        jsonb NOT NULL DEFAULT '{}',
  rejected_count bigint NOT NULL DEFAULT 0,
  rejected       jsonb NOT NULL DEFAULT '[]', -- the first 1,000 {row, reason}
  made           bigint NOT NULL DEFAULT 0,   -- events made of the file
  last_position  bigint,                   -- the log position of its last record; null when it made none
  events         bigint NOT NULL DEFAULT 0,   -- of those made: new; the pipeline's count, kept when all has been worked off
  duplicates     bigint NOT NULL DEFAULT 0,
  parked         bigint NOT NULL DEFAULT 0,
  dropped        bigint NOT NULL DEFAULT 0,   -- for another reason than being a duplicate
  report         jsonb,                    -- a dry run's
  error          jsonb,                    -- {code, message, errors}
  is_file_gone   boolean NOT NULL DEFAULT false,
  created_at     timestamptz NOT NULL DEFAULT now(),
  started_at     timestamptz,
  finished_at    timestamptz
);
CREATE INDEX import_waiting ON collect.import (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX import_of ON collect.import (workspace, created_at DESC, id DESC);
