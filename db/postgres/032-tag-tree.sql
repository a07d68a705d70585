-- The tree of tags as people keep it: categories in an order of their own, those without tags too. And who made each version of a tag.
CREATE TABLE tag.category (
  workspace int NOT NULL REFERENCES govern.workspace,
  path      text NOT NULL,                 -- names parted by slashes, as tags write them: 行为/购买
  position  int NOT NULL,                  -- among its siblings; equal ones stand by name
  PRIMARY KEY (workspace, path)
);

ALTER TABLE tag.version ADD COLUMN made_by text NOT NULL DEFAULT '';
