import Type, { type Static } from 'typebox';

export const HistoryQuery = Type.Object({
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 168, default: 24 })),
  source: Type.Optional(Type.String({ maxLength: 200 })),
});

/** How much moved in each part of a time; at most 170 parts. */
export const PipelineHistory = Type.Object({
  bucketSeconds: Type.Integer(),
  points: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time', description: 'where the part begins' }),
      accepted: Type.Integer(),
      passed: Type.Integer(),
      dropped: Type.Integer(),
      parked: Type.Integer({ description: 'less what left quarantine' }),
      lagEvents: Type.Union([Type.Integer(), Type.Null()], { description: 'of all workspaces, at its largest; null: nothing was measured' }),
      lagSeconds: Type.Union([Type.Number(), Type.Null()], { description: 'age of the oldest event without an end, at its largest' }),
    }),
  ),
});
export type PipelineHistory = Static<typeof PipelineHistory>;

const Bytes = Type.Union([Type.Integer(), Type.Null()]);

/** How the machinery stands now. */
export const PipelineHealth = Type.Object({
  lag: Type.Object({ events: Type.Integer(), seconds: Type.Number({ description: 'age of the oldest event without an end' }) }),
  lastArrivedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description: 'when the newest event that can be queried was received' }),
  engines: Type.Object({ postgres: Type.String(), clickhouse: Type.String(), migrations: Type.String() }),
  log: Type.Object({
    oldestAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    requests: Type.Integer({ description: 'kept, so that they can run again' }),
    bytes: Bytes,
    keptDays: Type.Integer(),
    keptBytes: Type.Integer(),
  }),
  disk: Type.Object({ freeBytes: Bytes, totalBytes: Bytes, postgresBytes: Bytes, clickhouseBytes: Bytes }),
  troubles: Type.Array(Type.Object({ at: Type.String({ format: 'date-time' }), what: Type.String(), message: Type.String() }), {
    description: 'what failed and was tried again, newest first; only for keys with the scope admin and operators who run the data',
  }),
});
export type PipelineHealth = Static<typeof PipelineHealth>;
