import type { PostgresSession } from '#platform';

/** A tag that is a copy of a trait, and so as personal as that. */
export interface TraitTag {
  readonly workspace: number;
  readonly key: string;
  readonly path: string;
}

const traitTags = `
  SELECT workspace, key, coalesce(definition->>'trait', definition->'measure'->>'trait', definition->'feature'->'of'->>'trait') AS path FROM tag.definition
  WHERE definition->>'trait' IS NOT NULL OR definition->'feature'->'of'->>'trait' IS NOT NULL
    OR (json_typeof(definition->'measure') = 'object' AND definition->'measure'->>'trait' IS NOT NULL)`;

/** Of every workspace. */
export const readTraitTags = (pg: PostgresSession): Promise<readonly TraitTag[]> => pg.query<TraitTag>(traitTags);
