-- Whether a trait was only to be set where nobody had said anything (set_once of Sensors Analytics, PostHog and Mixpanel).
ALTER TABLE trait_change ADD COLUMN IF NOT EXISTS is_once UInt8 DEFAULT 0;
