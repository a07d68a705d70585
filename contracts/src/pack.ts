/** Packs: ready tags and segments of an industry, as data. `packs/` holds them; the server checks, lists and adopts them. */
import Type, { type Static } from 'typebox';
import { DefinitionKey, NullOr, Refresh } from './define.ts';
import { RuleSchema } from './rule.ts';
import { TagDefinitionSchema, TagValueType } from './tag.ts';
import { Words } from './words.ts';

const BothLanguages = Type.Object({ zh: Type.String({ minLength: 1, maxLength: 500 }), en: Type.String({ minLength: 1, maxLength: 500 }) });

const Names = Type.Array(Type.String({ minLength: 1, maxLength: 200 }));

/** The data an item lives on. What is not said follows from its definition; a list that is said stands in its place ([]: none needed). */
const PackNeeds = Type.Object(
  {
    events: Type.Optional(Names),
    properties: Type.Optional(Names),
    traits: Type.Optional(Names),
    identifiers: Type.Optional(Names),
    entities: Type.Optional(Names),
    consents: Type.Optional(Names),
    tags: Type.Optional(Names),
    segments: Type.Optional(Names),
  },
  { additionalProperties: false },
);
export type PackNeeds = Static<typeof PackNeeds>;

const common = {
  key: DefinitionKey,
  name: BothLanguages,
  category: Type.Optional(BothLanguages),
  description: Type.Optional(BothLanguages),
  refresh: Type.Optional(Refresh),
  needs: Type.Optional(PackNeeds),
};

const PackTag = Type.Object({ ...common, definition: TagDefinitionSchema, type: Type.Optional(TagValueType) }, { additionalProperties: false });
export type PackTag = Static<typeof PackTag>;

const PackSegment = Type.Object({ ...common, rule: RuleSchema }, { additionalProperties: false });
export type PackSegment = Static<typeof PackSegment>;

/** One pack as it is written. `version` (1.2.0) rises with every change of what an item means. */
export const Pack = Type.Object(
  {
    key: DefinitionKey,
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    name: BothLanguages,
    description: BothLanguages,
    industry: Type.String({ minLength: 1, maxLength: 100 }),
    tags: Type.Array(PackTag),
    segments: Type.Array(PackSegment),
  },
  { additionalProperties: false },
);
export type Pack = Static<typeof Pack>;

const Missing = Type.Array(
  Type.Object({ kind: Type.String({ description: 'event, property, trait, identifier, entity, consent, tag, segment' }), name: Type.String() }),
);

export const PackItemView = Type.Object({
  kind: Type.Union([Type.Literal('tag'), Type.Literal('segment')]),
  key: Type.String(),
  name: BothLanguages,
  category: NullOr(BothLanguages),
  description: NullOr(BothLanguages),
  sentence: NullOr(Type.Object({ ...Words.properties }, { description: 'the definition or rule in words' })),
  definition: Type.Unknown({ description: 'the tag’s definition or the segment’s rule' }),
  refresh: Type.Optional(Refresh),
  needs: Type.Required(PackNeeds),
  missing: Missing,
  isAvailable: Type.Boolean({ description: 'everything it needs has been seen in this workspace, or comes with the pack' }),
  adopted: NullOr(Type.Object({ version: Type.String({ description: 'of the pack' }), at: Type.String({ format: 'date-time' }) })),
  isKeyTaken: Type.Boolean({ description: 'a definition of another origin has this key: adopting leaves it alone' }),
});
export type PackItemView = Static<typeof PackItemView>;

const summary = {
  key: Type.String(),
  version: Type.String(),
  name: BothLanguages,
  description: BothLanguages,
  industry: Type.String(),
};
const Counts = Type.Object({ items: Type.Integer(), tags: Type.Integer(), segments: Type.Integer(), available: Type.Integer(), adopted: Type.Integer() });

export const PackSummary = Type.Object({ ...summary, counts: Counts });
export const PackView = Type.Object({ ...summary, counts: Counts, items: Type.Array(PackItemView) });
export type PackView = Static<typeof PackView>;

export const PackList = Type.Object({ items: Type.Array(PackSummary) });

export const AdoptInput = Type.Object(
  {
    items: Type.Optional(Type.Array(DefinitionKey, { minItems: 1, maxItems: 1000, description: 'keys; without it every item whose data is there' })),
    language: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')], { default: 'zh', description: 'of names and descriptions' })),
  },
  { additionalProperties: false },
);

export const Adoption = Type.Object({
  pack: Type.String(),
  version: Type.String(),
  items: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('tag'), Type.Literal('segment')]),
      key: Type.String(),
      result: Type.Union([Type.Literal('created'), Type.Literal('updated'), Type.Literal('unchanged'), Type.Literal('taken'), Type.Literal('edited')], {
        description:
          'unchanged: adopted before; updated: brought to this version of the pack; edited: somebody changed it since, so it was left alone; taken: a definition of another origin has its key',
      }),
    }),
  ),
});
export type Adoption = Static<typeof Adoption>;
