-- Paths under which some event or profile has held a list of scalars, as stored (tags[]): rules read plain paths that are not among them as texts only.
CREATE TABLE profile.list_path (
  json text NOT NULL CHECK (json IN ('traits', 'properties')),
  path text NOT NULL,
  PRIMARY KEY (json, path)
);

-- One row once the table above knows all that was stored before it was made.
CREATE TABLE profile.list_path_known (
  is_known boolean PRIMARY KEY CHECK (is_known)
);

-- Traits that definitions read, and so are (ready) or become typed columns trait_<id> and trait_<id>_n of the mirror.
CREATE TABLE profile.trait_column (
  id    int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  path  text NOT NULL UNIQUE,
  state text NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'filling', 'ready'))
);
