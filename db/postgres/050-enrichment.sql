-- How a workspace's events are completed on their way in: its own definitions of channels, its domains. No row: the usual definitions.
CREATE TABLE pipeline.enrichment (
  workspace  int PRIMARY KEY REFERENCES govern.workspace ON DELETE CASCADE,
  settings   jsonb NOT NULL,               -- {rules: [{channel, when}], ownHosts: [domain]}
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON pipeline.enrichment FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();
