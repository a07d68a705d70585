import Type from 'typebox';
import { NullOr } from './define.ts';

const Moment = Type.String({ format: 'date-time' });
const KindName = Type.String({
  minLength: 1,
  maxLength: 80,
  description: 'a kind (`email`), every kind of a family (`openid:*`), or `*`: whatever is not named',
});

export const Normaliser = Type.Union([
  Type.Literal('email'),
  Type.Literal('phone'),
  Type.Literal('text'),
  Type.Literal('lower'),
  Type.Literal('digits'),
  Type.Literal('none'),
  Type.Literal('domain'),
  Type.Literal('tax_id'),
  Type.Literal('duns'),
]);

/** A limit over time: at most `limit` values that were first seen within any `days` days. */
export const PeriodLimit = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 1_000_000 }), days: Type.Number({ exclusiveMinimum: 0, maximum: 3660 }) },
  { additionalProperties: false },
);
export type PeriodLimit = Type.Static<typeof PeriodLimit>;

const Blocked = {
  blockedValues: Type.Array(Type.String({ minLength: 1, maxLength: 512 }), { maxItems: 5000, description: 'identify nobody; upper and lower case are one' }),
  blockedPatterns: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
    maxItems: 50,
    description: 'regular expressions that RE2 would take too; of the whole value',
  }),
};

/** What identifiers of one kind may do. */
export const KindSetting = Type.Object({
  kind: KindName,
  limit: NullOr(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'values that one profile may hold, ever; null: as many as come' })),
  period: NullOr(PeriodLimit),
  merges: Type.Boolean({ description: 'false: kept on its profile, but two profiles never become one by it' }),
  shared: Type.Boolean({ description: 'true: every value may be several people’s, so that it stays on the event and identifies nobody' }),
  normaliser: Type.String({ description: 'email, phone, text, lower, digits, none, domain, tax_id or duns' }),
  ...Blocked,
});
export type KindSetting = Type.Static<typeof KindSetting>;

/** When an identifier is several people's: seen with more than `partners` values of one kind within `days` days. */
export const SharingSetting = Type.Object({
  partners: Type.Integer({ minimum: 1, maximum: 1000 }),
  days: Type.Number({ exclusiveMinimum: 0, maximum: 3660 }),
});
export type SharingSetting = Type.Static<typeof SharingSetting>;

/** How people, or accounts, are told apart. `kinds`: strongest first. */
export const SubjectSettings = Type.Object({ kinds: Type.Array(KindSetting), sharing: SharingSetting, ...Blocked });
export type SubjectSettings = Type.Static<typeof SubjectSettings>;

/** How a workspace tells people apart, and accounts. The first kind of accounts is always `group_id`, their key. */
export const IdentitySettings = Type.Object({ ...SubjectSettings.properties, accounts: SubjectSettings });
export type IdentitySettings = Type.Static<typeof IdentitySettings>;

const subjectInput = {
  kinds: Type.Optional(
    Type.Array(
      Type.Object({ ...Type.Partial(KindSetting).properties, kind: KindName, normaliser: Type.Optional(Normaliser) }, { additionalProperties: false }),
      { minItems: 1, maxItems: 200, description: 'strongest first; `*` stands among them once' },
    ),
  ),
  sharing: Type.Optional(Type.Object(Type.Partial(SharingSetting).properties, { additionalProperties: false })),
  blockedValues: Type.Optional(Blocked.blockedValues),
  blockedPatterns: Type.Optional(Blocked.blockedPatterns),
};
export const SubjectSettingsInput = Type.Object(subjectInput, { additionalProperties: false });
export type SubjectSettingsInput = Type.Static<typeof SubjectSettingsInput>;

/** What is not said of a kind is as in the defaults of that kind; a kind that has none takes those of `*`. Kinds that are not named stay as they are by default, weaker than those that are. */
export const IdentitySettingsInput = Type.Object(
  {
    ...subjectInput,
    accounts: Type.Optional(SubjectSettingsInput),
    reason: Type.Optional(Type.String({ maxLength: 1000, description: 'why it was changed; kept with the version' })),
  },
  { additionalProperties: false },
);
export type IdentitySettingsInput = Type.Static<typeof IdentitySettingsInput>;

const version = {
  version: Type.Integer({ description: 'the ETag; 0: nobody changed the defaults yet' }),
  author: NullOr(Type.String({ description: 'the name of the key it was changed with' })),
  reason: NullOr(Type.String()),
  createdAt: NullOr(Moment),
};

export const IdentityConfigView = Type.Object({
  ...version,
  ...IdentitySettings.properties,
  defaults: IdentitySettings,
  differences: Type.Array(Type.Object({ path: Type.String({ description: 'JSON Pointer; kinds by name' }), default: Type.Unknown(), value: Type.Unknown() }), {
    description: 'what is not as in the defaults',
  }),
});
export type IdentityConfigView = Type.Static<typeof IdentityConfigView>;

export const IdentityVersionView = Type.Object({ ...version, ...IdentitySettings.properties });
export type IdentityVersionView = Type.Static<typeof IdentityVersionView>;
