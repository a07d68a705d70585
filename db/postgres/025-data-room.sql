-- What people who look after the data see and do: sources, live looks, the catalogue, mending, the pipeline over time.

ALTER TABLE govern.source
  ADD COLUMN label          text,            -- what people call it; `name` stands in every event and stays
  ADD COLUMN disabled_at    timestamptz,     -- from then on its events are refused
  ADD COLUMN previous_key   text UNIQUE,     -- the write key before the last rotation ...
  ADD COLUMN previous_until timestamptz;     -- ... which still works until then

ALTER TABLE pipeline.counter ADD COLUMN last_at timestamptz; -- when the newest event that has an end was received

-- How every event had ended at the end of a minute, as sums since the beginning: differences are rates, a missing minute loses nothing.
-- A row only when something moved. Kept eight days.
CREATE TABLE pipeline.flow_minute (
  source_id int NOT NULL,
  minute    timestamptz NOT NULL,
  workspace int NOT NULL,
  accepted  bigint NOT NULL,
  passed    bigint NOT NULL,
  dropped   bigint NOT NULL,
  parked    bigint NOT NULL,
  PRIMARY KEY (source_id, minute)
);
CREATE INDEX flow_minute_age ON pipeline.flow_minute (minute);

-- How far behind the whole pipeline was; one row a minute in which it worked.
CREATE TABLE pipeline.lag_minute (
  minute     timestamptz PRIMARY KEY,
  lag_events bigint NOT NULL,
  lag_ms     bigint NOT NULL               -- age of the oldest event without an end
);

-- What the worker could not do at once and tried again; the newest hundred.
CREATE TABLE pipeline.trouble (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL,
  what    text NOT NULL,
  message text NOT NULL
);

-- Which library, in which version, a source's events were sent by; from a sample.
CREATE TABLE pipeline.source_library (
  source_id int NOT NULL,
  library   text NOT NULL,
  version   text NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  PRIMARY KEY (source_id, library, version)
);

-- Every name of an event with its volume: exact, raised with the counters of its slice.
CREATE TABLE pipeline.event_seen (
  workspace int NOT NULL,
  event     text NOT NULL,
  events    bigint NOT NULL,
  first_at  timestamptz NOT NULL,          -- of event time
  last_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace, event)
);

-- By day of event time in the workspace's zone; what is older than forty days when it comes, by month (its first day).
CREATE TABLE pipeline.event_day (
  workspace int NOT NULL,
  event     text NOT NULL,
  day       date NOT NULL,
  source_id int NOT NULL,
  events    bigint NOT NULL,
  PRIMARY KEY (workspace, event, day, source_id)
);

-- What events carry, from a sample of them: properties by event; traits and kinds of identifiers with event ''.
CREATE TABLE pipeline.field_seen (
  workspace int NOT NULL,
  subject   text NOT NULL CHECK (subject IN ('property', 'trait', 'identifier')),
  event     text NOT NULL,
  path      text NOT NULL,
  filled    bigint NOT NULL,               -- sampled events that had a value there
  texts     bigint NOT NULL,               -- of these, by the JSON type as sent; a list counts for its first element as well
  numerals  bigint NOT NULL,               -- text that is a number
  dates     bigint NOT NULL,               -- text that is an ISO date
  numbers   bigint NOT NULL,
  booleans  bigint NOT NULL,
  lists     bigint NOT NULL,
  empties   bigint NOT NULL,               -- named, but null or empty; not among `filled`
  sources   int[] NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace, subject, event, path)
);

-- How many events the sample above is of.
CREATE TABLE pipeline.field_sample (
  workspace int NOT NULL,
  subject   text NOT NULL,
  event     text NOT NULL,
  events    bigint NOT NULL,
  PRIMARY KEY (workspace, subject, event)
);

-- One row once the tables above know what was stored before they were made.
CREATE TABLE pipeline.catalogue_known (
  is_known boolean PRIMARY KEY CHECK (is_known)
);

-- What people wrote about events (path ''), properties, traits and kinds of identifiers.
CREATE TABLE pipeline.catalogue_note (
  workspace   int NOT NULL,
  subject     text NOT NULL CHECK (subject IN ('event', 'property', 'trait', 'identifier')),
  event       text NOT NULL DEFAULT '',
  path        text NOT NULL DEFAULT '',
  label_zh    text NOT NULL DEFAULT '',
  label_en    text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  owner       text NOT NULL DEFAULT '',
  unit        text NOT NULL DEFAULT '',
  is_hidden   boolean NOT NULL DEFAULT false,
  deprecated  text,                        -- null: in use; otherwise what to use instead, or ''
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL,
  PRIMARY KEY (workspace, subject, event, path)
);

-- Somebody looks at events as they arrive: while such a row is young, the worker keeps a bounded sample of what it asks for.
CREATE TABLE pipeline.look (
  id        text PRIMARY KEY,              -- of workspace and filter: whoever asks the same shares it
  workspace int NOT NULL,
  filter    jsonb NOT NULL,
  until     timestamptz NOT NULL
);

-- That sample, for a few minutes; unlogged, because it is gone soon anyway.
CREATE UNLOGGED TABLE pipeline.looked (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  look    text NOT NULL,
  at      timestamptz NOT NULL,
  items   jsonb NOT NULL,                  -- events with their outcomes
  left_out bigint NOT NULL                 -- events that the look asks for and that were too many
);
CREATE INDEX looked_of ON pipeline.looked (look, id);
CREATE INDEX looked_age ON pipeline.looked (at);

ALTER TABLE pipeline.replay
  ADD COLUMN mend    jsonb,                -- steps that change each event before it runs again
  ADD COLUMN total   bigint,               -- parked events that the request asked for
  ADD COLUMN dropped bigint NOT NULL DEFAULT 0,
  ADD COLUMN asked_by text NOT NULL DEFAULT '';
