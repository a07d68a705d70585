import Type from 'typebox';
import { NullOr } from './define.ts';
import { PageOf } from './page.ts';

const Id = Type.Integer({ minimum: 1 });
const Moment = Type.String({ format: 'date-time' });

export const ErasureScope = Type.Union([Type.Literal('profile'), Type.Literal('side')], {
  description: 'profile: the person with everybody merged into them; side: only what one identifier brought (or one profile id, before or after a merge)',
});
export type ErasureScope = Type.Static<typeof ErasureScope>;

const how = {
  scope: ErasureScope,
  keepAnonymousEvents: Type.Optional(Type.Boolean({ default: false, description: 'events stay without anything personal, under a profile of nobody' })),
  reason: Type.String({ minLength: 1, maxLength: 1000, description: 'why; kept with the erasure. Never personal data' }),
};

/** Whom to forget: by profile id, or by an identifier. */
export const ErasureInput = Type.Union([
  Type.Object({ profile: Id, ...how }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.String({ minLength: 1, maxLength: 80 }), value: Type.String({ minLength: 1, maxLength: 512 }), ...how },
    { additionalProperties: false },
  ),
]);
export type ErasureInput = Type.Static<typeof ErasureInput>;
export const ErasureAsked = Type.Object({ id: Id });

export const ErasureState = Type.Union(
  [Type.Literal('waiting'), Type.Literal('removing'), Type.Literal('scrubbing'), Type.Literal('done'), Type.Literal('failed')],
  {
    description:
      'waiting: what was accepted before is read first; removing: nobody finds them any more, what is left of them elsewhere is looked for; scrubbing: files are written anew; done; failed: tried too often, see error',
  },
);

/** How far an erasure is and what it removed: the figures of a certificate. Says nothing about who it was. */
export const ErasureView = Type.Object({
  id: Id,
  state: ErasureState,
  scope: ErasureScope,
  keepAnonymousEvents: Type.Boolean(),
  reason: Type.String(),
  author: Type.String(),
  askedAt: Moment,
  removedAt: NullOr(Moment),
  finishedAt: NullOr(Moment),
  position: NullOr(Type.Integer({ description: 'the log position it took place at: earlier messages are erased, later ones are somebody new' })),
  profiles: Type.Array(Id, { description: 'profile ids that are gone' }),
  anonymousProfile: NullOr(Id),
  removed: Type.Array(Type.Object({ store: Type.String(), what: Type.String(), count: Type.Integer() })),
  error: NullOr(Type.String()),
});
export type ErasureView = Type.Static<typeof ErasureView>;
export const ErasurePage = PageOf(ErasureView);
