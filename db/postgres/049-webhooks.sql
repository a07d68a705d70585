-- Sources that are called by others: shops, chat platforms, anything that can send a request when something happens.
ALTER TABLE govern.source DROP CONSTRAINT source_kind_check;
ALTER TABLE govern.source ADD CONSTRAINT source_kind_check CHECK (kind IN ('stream', 'import', 'webhook'));

CREATE TABLE collect.webhook (
  source     int PRIMARY KEY REFERENCES govern.source ON DELETE CASCADE,
  workspace  int NOT NULL REFERENCES govern.workspace ON DELETE CASCADE,
  key        text NOT NULL UNIQUE,           -- in the address, not to be guessed; a signature is asked for beside it
  kind       text NOT NULL,                  -- generic, shopify, youzan, wechat, wecom, stripe
  settings   jsonb NOT NULL DEFAULT '{}',    -- what is no secret: names of headers, app ids
  secrets    bytea,                          -- JSON, sealed with the key of the data folder
  mappings   jsonb NOT NULL DEFAULT '[]',    -- [{topic, mapping}]: the first whose topic fits reads a body
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON collect.webhook FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();

-- Requests that were refused: a count and nothing else. Apart, so that counting tells nobody to read again.
CREATE TABLE collect.webhook_refusal (
  source  int NOT NULL REFERENCES govern.source ON DELETE CASCADE,
  reason  text NOT NULL,
  count   bigint NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (source, reason)
);

-- The latest deliveries of each source and how they ended. What they said stands in the event log alone.
CREATE TABLE collect.webhook_delivery (
  source      int NOT NULL REFERENCES govern.source ON DELETE CASCADE,
  position    bigint NOT NULL,
  item        int NOT NULL,
  received_at timestamptz NOT NULL,
  topic       text NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('passed', 'dropped', 'parked')),
  reason      text NOT NULL,
  event       text NOT NULL,
  PRIMARY KEY (source, position, item)
);
