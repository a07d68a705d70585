-- Who may do what, where: workspaces, sources with their write keys, API keys.
CREATE SCHEMA govern;

CREATE TABLE govern.workspace (
  id             int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key            text NOT NULL UNIQUE,
  name           text NOT NULL,
  timezone       text NOT NULL,            -- IANA; the workspace's days begin there
  default_region text NOT NULL DEFAULT 'CN', -- ISO 3166-1 alpha-2; reads phone numbers without a country code
  created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE govern.source (
  id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace  int NOT NULL REFERENCES govern.workspace,
  name       text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('stream', 'import')),
  write_key  text UNIQUE,                  -- public by nature (it stands in web pages); null for imports
  trust      int  NOT NULL DEFAULT 50 CHECK (trust BETWEEN 0 AND 100), -- of two sources the more trusted one's trait value survives
  created_at timestamptz NOT NULL DEFAULT now(),
  rotated_at timestamptz,                  -- from then on the setting DANQING_WRITE_KEY no longer decides this source's key
  UNIQUE (workspace, name)
);

CREATE TABLE govern.api_key (
  id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace  int NOT NULL REFERENCES govern.workspace,
  name       text NOT NULL,
  hash       bytea NOT NULL UNIQUE,        -- SHA-256 of the secret, which is shown once
  scopes     text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

-- Answers of idempotent writes, by Idempotency-Key; kept a day.
CREATE TABLE govern.idempotent_answer (
  workspace  int NOT NULL,
  key        text NOT NULL,
  request    bytea NOT NULL,               -- SHA-256 of method, path and body
  status     int,
  body       jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace, key)
);
CREATE INDEX idempotent_answer_age ON govern.idempotent_answer (created_at);

-- Every process keeps workspaces, sources and keys in memory; this tells it to read them again.
CREATE FUNCTION govern.tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('govern_change', '');
  RETURN NULL;
END $$;
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON govern.workspace FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON govern.source FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON govern.api_key FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_change();
