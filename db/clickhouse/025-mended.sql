-- Whether `raw` was mended: it then runs again as it stands here, and not as the log has it.
ALTER TABLE quarantine ADD COLUMN IF NOT EXISTS is_mended UInt8 DEFAULT 0;
