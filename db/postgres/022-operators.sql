-- People who log in: accounts, sessions and second factors (written by the sign-in library too), roles per workspace, one-time links.
CREATE TABLE govern.operator (
  id                 text PRIMARY KEY,
  name               text NOT NULL,
  email              text NOT NULL UNIQUE CHECK (email = lower(email)),
  email_verified     boolean NOT NULL DEFAULT false,
  image              text,
  two_factor_enabled boolean DEFAULT false,
  is_owner           boolean NOT NULL DEFAULT false, -- admin in every workspace, those made later too
  preferences        jsonb NOT NULL DEFAULT '{}',    -- language, theme
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE govern.operator_session (
  id         text PRIMARY KEY,
  operator   text NOT NULL REFERENCES govern.operator ON DELETE CASCADE,
  token      text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX operator_session_operator ON govern.operator_session (operator);

CREATE TABLE govern.operator_account (
  id                       text PRIMARY KEY,
  operator                 text NOT NULL REFERENCES govern.operator ON DELETE CASCADE,
  account_id               text NOT NULL,
  provider_id              text NOT NULL,          -- credential: a password
  password                 text,                   -- scrypt
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz NOT NULL DEFAULT now(),
  updated_at               timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider_id, account_id)
);
CREATE INDEX operator_account_operator ON govern.operator_account (operator);

-- Short-lived values of a sign-in under way: the second factor's turn, trusted devices.
CREATE TABLE govern.operator_verification (
  id         text PRIMARY KEY,
  identifier text NOT NULL,
  value      text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX operator_verification_identifier ON govern.operator_verification (identifier);

CREATE TABLE govern.operator_two_factor (
  id                        text PRIMARY KEY,
  operator                  text NOT NULL UNIQUE REFERENCES govern.operator ON DELETE CASCADE,
  secret                    text NOT NULL,          -- encrypted under the session secret
  backup_codes              text NOT NULL,          -- encrypted under the session secret
  verified                  boolean DEFAULT true,
  failed_verification_count int DEFAULT 0,
  locked_until              timestamptz
);

-- One role in each workspace that an operator belongs to. Owners need no row.
CREATE TABLE govern.operator_role (
  operator    text NOT NULL REFERENCES govern.operator ON DELETE CASCADE,
  workspace   int  NOT NULL REFERENCES govern.workspace ON DELETE CASCADE,
  role        text NOT NULL CHECK (role IN ('admin', 'data_operator', 'marketer', 'analyst', 'sales', 'privacy_officer', 'manager', 'viewer')),
  disabled_at timestamptz,
  since       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (operator, workspace)
);
CREATE INDEX operator_role_workspace ON govern.operator_role (workspace);

-- Links that work once: to become the owner, to join a workspace, to set a new password.
CREATE TABLE govern.one_time_link (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash       bytea NOT NULL UNIQUE,        -- SHA-256 of the token, which is shown once
  kind       text NOT NULL CHECK (kind IN ('owner', 'invitation', 'reset')),
  workspace  int  REFERENCES govern.workspace ON DELETE CASCADE, -- invitations: where to
  email      text,                         -- invitations: who
  role       text,                         -- invitations: as what
  operator   text REFERENCES govern.operator ON DELETE CASCADE, -- resets: whose password
  clears_two_factor boolean NOT NULL DEFAULT false,             -- resets: the second factor is lost too
  made_by    text NOT NULL,                -- name, for people
  made_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX one_time_link_workspace ON govern.one_time_link (workspace, kind);

-- Wrong passwords and codes of the last minutes, by what they are counted for; accounts by hash, as strangers type all sorts of things there.
CREATE TABLE govern.sign_in_failure (
  key text NOT NULL,
  at  timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_key ON govern.sign_in_failure (key, at);
CREATE INDEX sign_in_failure_age ON govern.sign_in_failure (at);

-- A workspace may go (the demo's does); what was done there stays on record.
ALTER TABLE govern.audit DROP CONSTRAINT audit_workspace_fkey;

-- Open answers (streams) of people whose session ended or whose role changed end at once.
CREATE FUNCTION govern.tell_operator_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('govern_operator', '');
  RETURN NULL;
END $$;
CREATE TRIGGER tell_change AFTER DELETE ON govern.operator_session FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_operator_change();
CREATE TRIGGER tell_change AFTER UPDATE OR DELETE ON govern.operator_role FOR EACH STATEMENT EXECUTE FUNCTION govern.tell_operator_change();
