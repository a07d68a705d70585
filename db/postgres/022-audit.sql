-- Who did what: every change by people and keys, every look at unmasked data, every export. Written once, never changed.
CREATE TABLE govern.audit (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace int NOT NULL REFERENCES govern.workspace,
  at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  operator  text,                          -- id of the operator; null: an API key. No foreign key: the entry outlives the operator
  actor     text NOT NULL,                 -- the operator's or key's name as it was then
  action    text NOT NULL,                 -- verb of the product, such as profile.reveal or PUT /api/v1/tags/:key
  object    text NOT NULL,                 -- what it was done to, such as profile:17 or tag:vip
  details   jsonb NOT NULL DEFAULT '{}'    -- never personal data
);
CREATE INDEX audit_order ON govern.audit (workspace, id DESC);
CREATE INDEX audit_operator ON govern.audit (workspace, operator, id DESC);
CREATE INDEX audit_object ON govern.audit (workspace, object, id DESC);

CREATE FUNCTION govern.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON govern.audit FOR EACH STATEMENT EXECUTE FUNCTION govern.refuse_change();
