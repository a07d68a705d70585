-- What an import mended, counted: lines in another encoding, copies of rows.
ALTER TABLE collect.import ADD COLUMN noticed jsonb NOT NULL DEFAULT '{}';
