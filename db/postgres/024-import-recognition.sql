-- A file that is dropped first and decided on later: what its columns were taken for, and what people made of it.
ALTER TABLE collect.import
  ADD COLUMN is_recognition boolean NOT NULL DEFAULT false, -- an uploaded file and what it was recognised as (its report); is_dry_run holds, too, because it makes nothing
  ADD COLUMN upload         text,    -- the recognised upload that a dry run or an import was made of
  ADD COLUMN file_hash      text;    -- SHA-256 of the file as it was sent: the same file twice is said to be so
CREATE INDEX import_file ON collect.import (workspace, file_hash) WHERE state = 'done' AND NOT is_dry_run;

-- Mappings that were used, by the headings of their files: the next export of the same system needs no question.
CREATE TABLE collect.mapping (
  workspace int NOT NULL,
  signature text NOT NULL,        -- SHA-256 of the file's headings
  file_name text NOT NULL,        -- the last file that had them
  mapping   jsonb NOT NULL,
  choices   jsonb,                -- what people chose: {kindOfTable, targets, dateFormat}; null when the mapping was written by hand
  used_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace, signature)
);
