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

const detached =
  'identifiers that leave the profile which messages put them on, because these rules would not let them on it: what is said of them from then on goes to a profile of their own; events and traits that were recorded stay with the profile they leave';

/** What another configuration would make of what is known. Nothing is changed. */
export const IdentityPreview = Type.Object({
  examined: Type.Integer({ description: 'profiles of today that were examined' }),
  isComplete: Type.Boolean({ description: 'false: there are more profiles than were asked for' }),
  before: Count,
  after: Count,
  staying: Type.Integer({ description: 'profiles that stay as they are' }),
  merging: Type.Integer({ description: 'profiles of today that would be one with others' }),
  splitting: Type.Integer({ description: 'profiles of today that would be several' }),
  detached: Type.Integer({ description: detached }),
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

export const ConfigApplyInput = Type.Object(
  { dryRun: Type.Optional(Type.Boolean({ default: false, description: 'true: counts what would be done, and changes nothing' })) },
  { additionalProperties: false },
);
export const ConfigApplyAsked = Type.Object({ id: Type.Integer(), version: Type.Integer({ description: 'the version of the configuration that is applied' }) });

const Moment = Type.String({ format: 'date-time' });

/** A configuration that is being applied to what is known already, or was. */
export const ConfigApplied = Type.Object({
  id: Type.Integer(),
  version: Type.Integer(),
  dryRun: Type.Boolean(),
  author: Type.String(),
  state: Type.String({ description: 'waiting, running, done, superseded (a newer configuration came) or failed; it goes on by itself after a crash' }),
  upTo: Type.Integer({ description: 'the last profile that is done, in the order of ids' }),
  counts: Type.Object({
    examined: Type.Integer({ description: 'profiles that were looked at' }),
    joined: Type.Integer({ description: 'merges that were made, cause config; each can be undone' }),
    undone: Type.Integer({ description: 'merges that were undone; each can be made again by hand' }),
    attached: Type.Integer({ description: 'identifiers that a limit had refused and that somebody has now' }),
    detached: Type.Integer({ description: detached }),
    readAgain: Type.Integer({ description: 'batches that messages changed while they were planned' }),
  }),
  askedAt: Moment,
  startedAt: Type.Union([Moment, Type.Null()]),
  finishedAt: Type.Union([Moment, Type.Null()]),
  error: Type.Union([Type.String(), Type.Null()]),
});
