-- Where a visit came from (`traffic`: direct, organic_search, …; and the site or platform) and which browser it was: by the sender, or found on the way in.
ALTER TABLE event_feed ADD COLUMN IF NOT EXISTS traffic_channel LowCardinality(String) AFTER channel, ADD COLUMN IF NOT EXISTS traffic_source LowCardinality(String) AFTER traffic_channel, ADD COLUMN IF NOT EXISTS browser_name LowCardinality(String) AFTER os_version;
ALTER TABLE event ADD COLUMN IF NOT EXISTS traffic_channel LowCardinality(String) AFTER channel, ADD COLUMN IF NOT EXISTS traffic_source LowCardinality(String) AFTER traffic_channel, ADD COLUMN IF NOT EXISTS browser_name LowCardinality(String) AFTER os_version;
ALTER TABLE event_timeline ADD COLUMN IF NOT EXISTS traffic_channel LowCardinality(String) AFTER channel, ADD COLUMN IF NOT EXISTS traffic_source LowCardinality(String) AFTER traffic_channel, ADD COLUMN IF NOT EXISTS browser_name LowCardinality(String) AFTER os_version;
ALTER TABLE event_feed_to_event MODIFY QUERY SELECT * EXCEPT payload FROM event_feed;
ALTER TABLE event_feed_to_timeline MODIFY QUERY SELECT * FROM event_feed;
