-- Cells that stand where the mapping takes a number and are none: by column {count, examples}. They stay text.
ALTER TABLE collect.import ADD COLUMN not_numbers jsonb NOT NULL DEFAULT '{}';
