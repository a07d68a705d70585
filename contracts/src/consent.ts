import Type from 'typebox';

/** Consent: who allowed or refused what, when, with which proof. */

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\s/]([^/]*[^\\s/])?$' });
const Moment = Type.String({ format: 'date-time' });
const MaybeMoment = Type.Union([Moment, Type.Null()]);
const State = Type.Union([Type.Literal('granted'), Type.Literal('refused')]);

const said = {
  purpose: Type.Intersect([Name], { description: 'what for: marketing, profiling, …' }),
  channel: Type.Optional(Type.Intersect([Name], { description: 'email, sms, …; without it the whole purpose is meant' })),
  state: State,
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'where it was said: a form, a call, a shop; default api' })),
  proof: Type.Optional(Type.String({ maxLength: 2000, description: 'what shows it: the form’s version, a recording’s number, an address' })),
  at: Type.Optional(Type.String({ description: 'when it was said, ISO 8601 (without offset: the workspace’s zone); default now; not in the future' })),
  expiresAt: Type.Optional(Type.String({ description: 'of a grant: from then on it counts as not given' })),
};

export const ConsentInput = Type.Object(said, { additionalProperties: false });
export type ConsentInput = Type.Static<typeof ConsentInput>;

export const ConsentBatchInput = Type.Object(
  {
    consents: Type.Array(
      Type.Object(
        {
          profile: Type.Optional(Id),
          identifier: Type.Optional(
            Type.Object(
              { kind: Type.String({ minLength: 1, maxLength: 80 }), value: Type.String({ minLength: 1, maxLength: 512 }) },
              { additionalProperties: false },
            ),
          ),
          ...said,
        },
        { additionalProperties: false, description: 'about the profile with this id, or that holds this identifier' },
      ),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  { additionalProperties: false },
);
export type ConsentBatchInput = Type.Static<typeof ConsentBatchInput>;

export const ConsentBatchAnswer = Type.Object({
  recorded: Type.Integer(),
  unmatched: Type.Array(
    Type.Object({
      index: Type.Integer({ description: 'place in the list, from 0' }),
      reason: Type.String({ description: 'no_profile: nobody has it; no_identifier: no such identifier could name anybody' }),
    }),
  ),
});

/** What stands now. */
export const ConsentView = Type.Object({
  purpose: Type.String(),
  channel: Type.Union([Type.String(), Type.Null()], { description: 'null: the whole purpose' }),
  state: Type.Union([State, Type.Null()], { description: 'null: nothing counts, so nothing is allowed' }),
  reason: Type.String({
    description:
      'own: this was said last · purpose_wide: the word for the whole purpose came later · refused_before_merge: one of the profiles that are one person now refused · expired: the last grant has run out',
  }),
  at: Type.Union([Moment, Type.Null()], { description: 'when what decides was said' }),
  expiresAt: MaybeMoment,
  source: Type.Union([Type.String(), Type.Null()]),
  proof: Type.Union([Type.String(), Type.Null()]),
});
export type ConsentView = Type.Static<typeof ConsentView>;

export const ConsentHistory = Type.Object({
  current: Type.Array(ConsentView),
  history: Type.Array(
    Type.Object({
      id: Type.Integer(),
      purpose: Type.String(),
      channel: Type.Union([Type.String(), Type.Null()]),
      state: State,
      at: Moment,
      expiresAt: MaybeMoment,
      source: Type.String(),
      proof: Type.String(),
      profile: Type.Integer({ description: 'whom it was said for: this profile, or one that was merged into it' }),
    }),
    { description: 'everything that was ever said, newest first' },
  ),
});
export type ConsentHistory = Type.Static<typeof ConsentHistory>;
