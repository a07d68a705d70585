import Type from 'typebox';
import { NullOr } from './define.ts';

const Moment = Type.String({ format: 'date-time' });
const Count = Type.Integer();
const Sizes = Type.Array(Type.Object({ from: Count, to: NullOr(Count), profiles: Count }), {
  description: 'profiles by how many they have, both ends inclusive; to null: and more',
});

export const IdentityReportQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30, description: 'days of merges, today the last' })),
});

/** How well people are told apart, as far as figures can tell. */
export const IdentityReport = Type.Object({
  at: Moment,
  profiles: Count,
  identifiers: Sizes,
  homes: Sizes,
  merges: Type.Array(Type.Object({ day: Type.String(), cause: Type.String(), merges: Count, undone: Count })),
  conflicts: Type.Array(Type.Object({ kind: Type.String(), cause: Type.String(), open: Count, decided: Count })),
  shared: Type.Array(Type.Object({ kind: Type.String(), state: Type.String(), identifiers: Count })),
  giants: Type.Array(Type.Object({ profile: Count, identifiers: Count, homes: Count }), {
    description: 'the profiles with most identifiers, where they have more than 20',
  }),
});
export type IdentityReport = Type.Static<typeof IdentityReport>;

const Ref = Type.Object({ kind: Type.String(), value: Type.String() });

/** A profile’s identifiers and what joins them, for a picture. */
export const IdentityGraph = Type.Object({
  profile: Count,
  nodes: Type.Array(
    Type.Object({
      id: Type.String({ description: 'kind=value; profile=… for others’ profiles' }),
      kind: Type.String(),
      value: Type.String(),
      isOthers: Type.Boolean({ description: 'the profile of somebody else, to whom a refused link leads' }),
      firstSeen: NullOr(Moment),
      lastSeen: NullOr(Moment),
    }),
  ),
  edges: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      kind: Type.String({
        description:
          'together, alias: messages said so; manual, linked: a merge by hand or by linkage, between the first identifiers of the two; refused: a conflict',
      }),
      firstSeen: Moment,
    }),
  ),
  bridges: Type.Array(Type.Object({ identifier: Ref, parts: Type.Array(Type.Array(Ref)) }), {
    description: 'identifiers without which the profile falls into several that could each be somebody, most parts first',
  }),
});
export type IdentityGraph = Type.Static<typeof IdentityGraph>;
