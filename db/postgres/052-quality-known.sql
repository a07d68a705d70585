-- How many fields of each event were known when it was measured: days that were counted before a field was known are counted again.
ALTER TABLE quality.progress ADD COLUMN known jsonb NOT NULL DEFAULT '{}';
