import Type from 'typebox';

const Column = Type.String({ minLength: 1, maxLength: 200, description: "a column's name, without the blanks around it" });

export const LinkageKind = Type.Enum(['exact', 'name', 'text', 'date', 'code', 'phone', 'email', 'number', 'address', 'postcode'], {
  description: 'what the values are: decides how they are normalised and which levels of agreement are told apart',
});

const exactly = { additionalProperties: false };
const Edits = Type.Integer({ minimum: 1, maximum: 5 });
const Length = Type.Integer({ minimum: 1, maximum: 20 });

/** How alike two values are. Levels are tried in order; the first that holds is the pair's level. */
export const LinkageLevel = Type.Union([
  Type.Object({ is: Type.Literal('equal') }, exactly),
  Type.Object({ is: Type.Literal('sound') }, { ...exactly, description: 'equal in Latin letters: Chinese by pinyin' }),
  Type.Object({ is: Type.Literal('swapped') }, { ...exactly, description: "each column's value stands in the other one; needs two columns" }),
  Type.Object({ is: Type.Literal('jaroWinkler'), atLeast: Type.Number({ exclusiveMinimum: 0, maximum: 1 }) }, exactly),
  Type.Object({ is: Type.Literal('edits'), atMost: Edits }, { ...exactly, description: 'insertions, deletions, replacements and exchanges of neighbours' }),
  Type.Object({ is: Type.Literal('levenshtein'), atMost: Edits }, { ...exactly, description: 'the same without exchanges' }),
  Type.Object({ is: Type.Literal('dayMonthSwapped') }, exactly),
  Type.Object({ is: Type.Literal('dateParts'), atLeast: Type.Integer({ minimum: 1, maximum: 2 }) }, { ...exactly, description: 'of year, month and day' }),
  Type.Object({ is: Type.Literal('within'), difference: Type.Number({ exclusiveMinimum: 0 }) }, { ...exactly, description: 'numbers' }),
  Type.Object(
    { is: Type.Literal('withinShare'), share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }) },
    { ...exactly, description: 'of the larger number' },
  ),
  Type.Object({ is: Type.Literal('tokens'), atLeast: Type.Number({ exclusiveMinimum: 0, maximum: 1 }) }, { ...exactly, description: 'share of common parts' }),
  Type.Object({ is: Type.Literal('prefix'), length: Length }, exactly),
  Type.Object({ is: Type.Literal('suffix'), length: Length }, exactly),
  Type.Object({ is: Type.Literal('mailbox') }, { ...exactly, description: 'e-mail addresses equal before the @' }),
]);
export type LinkageLevel = Type.Static<typeof LinkageLevel>;

export const LinkageComparison = Type.Object(
  {
    kind: LinkageKind,
    columns: Type.Array(Column, { minItems: 1, maxItems: 2, description: 'the column; a second one is where its value may stand by mistake' }),
    levels: Type.Optional(Type.Array(LinkageLevel, { minItems: 1, maxItems: 12, description: "best first; by default the kind's own" })),
    termFrequency: Type.Optional(Type.Boolean({ description: 'agreeing on a rare value says more than on a common one; true by default but for numbers' })),
  },
  exactly,
);
export type LinkageComparison = Type.Static<typeof LinkageComparison>;

/** A part of a blocking key: records are compared only when all parts of a rule are equal and none is empty. */
export const LinkageKey = Type.Object(
  {
    column: Column,
    take: Type.Optional(
      Type.Enum(['all', 'soundex', 'latin', 'first', 'last', 'year', 'monthDay'], {
        description: 'what of the value: first and last take `length` characters; soundex and latin go by sound (Chinese by pinyin)',
      }),
    ),
    length: Type.Optional(Length),
  },
  exactly,
);
export type LinkageKey = Type.Static<typeof LinkageKey>;

export const LinkageConfig = Type.Object(
  {
    comparisons: Type.Array(LinkageComparison, { minItems: 1, maxItems: 15 }),
    blocking: Type.Optional(
      Type.Array(Type.Array(LinkageKey, { minItems: 1, maxItems: 6 }), {
        minItems: 1,
        maxItems: 30,
        description: 'a pair is compared when one of the rules holds; chosen by their cost when absent',
      }),
    ),
    threshold: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, description: 'probability of a match from which on pairs are linked; 0.5' }),
    ),
    maxPairs: Type.Optional(
      Type.Integer({ minimum: 1000, description: 'the largest blocks are left out, and said so, when there would be more pairs to compare' }),
    ),
    aliases: Type.Optional(Type.Record(Type.String(), Type.Array(Column), { description: 'column → other names that a file may have for it' })),
  },
  exactly,
);
export type LinkageConfig = Type.Static<typeof LinkageConfig>;
