-- Accounts stand in the same graph as people. An account's key is a home of its own: an id of identify.profile that stands here. Its identifiers are rows of
-- identify.identifier whose kinds begin with account/, so the two never meet.
CREATE TABLE identify.account (
  id        bigint PRIMARY KEY REFERENCES identify.profile,
  workspace int NOT NULL,
  key       text COLLATE "C" NOT NULL,       -- of profile.entity, kind account
  UNIQUE (workspace, key)
);

-- Every key of accounts that have several, with what they are together. `moments`: of the survivor's rows in ClickHouse's account_state, so that those which are no more can be taken out.
CREATE TABLE profile.account_state (
  workspace  int NOT NULL,
  key        text COLLATE "C" NOT NULL,
  root_key   text COLLATE "C" NOT NULL,      -- the survivor's; of the others the columns below are null
  moments    bigint[],                       -- ms, ascending
  attributes jsonb,
  is_gone    boolean,
  first_at   timestamptz,
  last_at    timestamptz,
  PRIMARY KEY (workspace, key)
) WITH (fillfactor = 80);
CREATE INDEX account_state_root ON profile.account_state (workspace, root_key);
