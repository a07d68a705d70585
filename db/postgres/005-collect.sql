-- Files brought in by people: what was asked, how far it is, what came of it.
CREATE SCHEMA collect;

CREATE TABLE collect.import (
  id             text PRIMARY KEY,
  workspace      int NOT NULL,
  source_id      int NOT NULL,
  file           text NOT NULL,            -- where the spooled file lies
  file_name      text NOT NULL,            -- what people called it
  mapping        jsonb NOT NULL,
  state          text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  total_bytes    bigint NOT NULL,
  read_bytes     bigint NOT NULL DEFAULT 0,
  rows           bigint NOT NULL DEFAULT 0,
  used           bigint NOT NULL DEFAULT 0,
  skipped        jsonb NOT NULL DEFAULT '{}',
  rejected_count bigint NOT NULL DEFAULT 0,
  rejected       jsonb NOT NULL DEFAULT '[]', -- the first 1,000 {row, reason}
  events         bigint NOT NULL DEFAULT 0,   -- events made of the file
  last_position  bigint,                   -- the log position of its last record
  error          text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  started_at     timestamptz,
  finished_at    timestamptz
);

-- Catalogue entities filled by imports: products, shops, staff, accounts, coupons. Keyed; with history.
CREATE TABLE collect.entity_type (
  workspace int NOT NULL,
  name      text NOT NULL,
  PRIMARY KEY (workspace, name)
);
