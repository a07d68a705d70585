import Type from 'typebox';
import { IdentitySettingsInput } from './identity-config.ts';

const Id = Type.Integer();
const Count = Type.Integer();
const Ref = Type.Object({ kind: Type.String(), value: Type.String() });
const Touched = Type.Array(Type.Object({ key: Type.String(), profiles: Count }), { description: 'of the profiles that were looked at, most first' });

export const IdentityPreviewInput = Type.Object(
  {
    ...IdentitySettingsInput.properties,
    most: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000_000, default: 200_000, description: 'profiles that are examined, the oldest first' })),
  },
  { additionalProperties: false },
);

/** What another configuration would make of what is known. Nothing is changed. */
export const IdentityPreview = Type.Object({
  examined: Type.Integer({ description: 'profiles of today that were examined' }),
  isComplete: Type.Boolean({ description: 'false: there are more profiles than were asked for' }),
  before: Count,
  after: Count,
  staying: Type.Integer({ description: 'profiles that stay as they are' }),
  merging: Type.Integer({ description: 'profiles of today that would be one with others' }),
  splitting: Type.Integer({ description: 'profiles of today that would be several' }),
  droppedIdentifiers: Type.Integer({ description: 'identifiers that would identify nobody' }),
  sample: Type.Object({
    merging: Type.Array(Type.Array(Id), { description: 'groups that would be one' }),
    splitting: Type.Array(Type.Object({ profile: Id, parts: Type.Array(Type.Array(Ref)) })),
  }),
  affected: Type.Object({
    looked: Type.Integer({ description: 'of the merging and splitting profiles, how many these figures are of' }),
    events: Count,
    segments: Touched,
    tags: Touched,
  }),
});
export type IdentityPreview = Type.Static<typeof IdentityPreview>;
