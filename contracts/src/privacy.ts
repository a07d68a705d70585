import Type, { type Static } from 'typebox';

/** What kind of personal data a field holds; it decides how its mask looks. `none`: said to be no personal data. */
export const personalClasses = ['phone', 'email', 'id_card', 'bank_card', 'name', 'address', 'birthday', 'account', 'ip', 'none'] as const;
export const PersonalClass = Type.Enum([...personalClasses], {
  description:
    'phone 138****5678 · email l***@example.com · id_card 310***********1234 · bank_card 622202******1234 · name 张* · address 上海市 *** · birthday 1990-05-** · account (openid, unionid, card number) o6zA****9xQw · ip 203.0.*.* · none: no personal data',
});
export type PersonalClass = (typeof personalClasses)[number];

/** Where a classified field stands. */
export const FieldScope = Type.Enum(['identifier', 'trait', 'property', 'entity', 'tag'], {
  description: 'a kind of identifier, the path of a customer attribute, of an event property, of an entity’s attribute (kind.path), or the key of a tag',
});
export type FieldScope = Static<typeof FieldScope>;

/** Looks that are recognised in any text, wherever it stands. */
export const RecognisedClass = Type.Enum(['phone', 'email', 'id_card', 'bank_card']);
export type RecognisedClass = Static<typeof RecognisedClass>;

export const ClassifiedField = Type.Object(
  { scope: FieldScope, path: Type.String({ minLength: 1, maxLength: 500 }), class: PersonalClass },
  { additionalProperties: false },
);
export type ClassifiedField = Static<typeof ClassifiedField>;

const content = {
  fields: Type.Array(ClassifiedField, { maxItems: 500, description: 'what this workspace says beyond, or against, what is known of itself' }),
  recognise: Type.Array(RecognisedClass, { uniqueItems: true, description: 'what is masked wherever it stands in a text, classified or not' }),
};

export const ClassificationInput = Type.Object({ ...content, reason: Type.Optional(Type.String({ maxLength: 1000 })) }, { additionalProperties: false });
export type ClassificationInput = Static<typeof ClassificationInput>;

export const ClassificationView = Type.Object({
  version: Type.Integer({ description: 'the ETag; 0: as every workspace begins' }),
  ...content,
  known: Type.Array(ClassifiedField, { description: 'what is classified without anybody saying so; names are compared without case, spaces, - and _' }),
  author: Type.Union([Type.String(), Type.Null()]),
  changedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type ClassificationView = Static<typeof ClassificationView>;

export const ClassificationVersion = Type.Object({
  version: Type.Integer(),
  ...content,
  author: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
  changedAt: Type.String({ format: 'date-time' }),
});

export const RevealInput = Type.Object(
  {
    fields: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 500 }), {
        minItems: 1,
        maxItems: 50,
        description: 'kinds of identifier (`phone`) and traits (`traits.name`); by default everything that is masked',
      }),
    ),
    reason: Type.String({ minLength: 5, maxLength: 500, pattern: '\\S', description: 'why it has to be seen; kept in the audit log' }),
  },
  { additionalProperties: false },
);
export const RevealAnswer = Type.Object({
  profile: Type.Integer(),
  identifiers: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })),
  traits: Type.Record(Type.String(), Type.Unknown(), { description: 'by path' }),
  left: Type.Union([Type.Integer(), Type.Null()], { description: 'how many more profiles may be revealed today; null: no limit' }),
});
export type RevealAnswer = Static<typeof RevealAnswer>;
