-- How good the data are: counts by day of event time, kept so that quality can be shown over time. Nothing of what anybody said: counts and names of fields.
CREATE SCHEMA quality;

-- Messages of an event by source; lags[i]: received within the i-th of the bounds after they happened (quality/lag.ts), the last: later than all.
CREATE TABLE quality.subject_day (
  workspace int NOT NULL,
  event     text NOT NULL,                 -- '': what was said of customers
  day       date NOT NULL,
  source    text NOT NULL,
  messages  bigint NOT NULL,
  lags      bigint[] NOT NULL,
  clamped   bigint NOT NULL,               -- their clock was in the future
  PRIMARY KEY (workspace, event, day, source)
);

CREATE TABLE quality.field_day (
  workspace int NOT NULL,
  event     text NOT NULL,
  day       date NOT NULL,
  source    text NOT NULL,
  field     text NOT NULL,                 -- path as rules write it
  sent      bigint NOT NULL,               -- messages that said something there, readable or not; nothing imputed
  filled    bigint NOT NULL,               -- messages with a value there that nobody imputed
  imputed   bigint NOT NULL,
  refused   bigint NOT NULL,               -- no cleaning rule could read it
  numbers   bigint NOT NULL,               -- of the filled, by what the text looks like
  dates     bigint NOT NULL,
  booleans  bigint NOT NULL,
  PRIMARY KEY (workspace, event, day, source, field)
);

-- How the pipeline's counters of a source stood when they were looked at last on a day: differences are what happened between two days.
CREATE TABLE quality.flow_day (
  workspace int NOT NULL,
  source_id int NOT NULL,
  day       date NOT NULL,
  at        timestamptz NOT NULL,
  accepted  bigint NOT NULL,
  passed    bigint NOT NULL,
  drops     jsonb NOT NULL,                -- reason → events
  parks     jsonb NOT NULL,
  mends     jsonb NOT NULL,                -- cleaning rule → {changed, refused, imputed, parked, dropped}
  PRIMARY KEY (workspace, source_id, day)
);

-- What cannot be added up by days: who of all customers has what, which sources agree, how values spread. The last look of a day stays.
CREATE TABLE quality.standing (
  workspace int NOT NULL,
  day       date NOT NULL,
  at        timestamptz NOT NULL,
  facts     jsonb NOT NULL,                -- server/src/quality/standing/facts.ts
  PRIMARY KEY (workspace, day)
);

-- How far the event log is measured.
CREATE TABLE quality.progress (
  workspace   int PRIMARY KEY,
  position    bigint NOT NULL,             -- of the log: everything up to it is in the rows above
  measured_at timestamptz NOT NULL,
  took_ms     bigint NOT NULL,
  wanted_at   timestamptz                  -- somebody asked to measure everything again
);

-- What people want of a field or source instead of the usual threshold; '' means any.
CREATE TABLE quality.threshold (
  workspace  int NOT NULL,
  dimension  text NOT NULL,
  source     text NOT NULL,
  event      text NOT NULL,
  field      text NOT NULL,
  least      double precision,             -- share from 0 to 1; null: not watched
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL,
  PRIMARY KEY (workspace, dimension, source, event, field)
);
