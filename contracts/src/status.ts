import Type from 'typebox';

const EngineState = Type.Union([Type.Literal('ready'), Type.Literal('away')]);

/** Whether the product can work: what `/readyz` answers, with 200 or 503. */
export const Readiness = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not_ready')]),
  postgres: EngineState,
  clickhouse: EngineState,
  migrations: Type.Union([Type.Literal('done'), Type.Literal('missing'), Type.Literal('unknown')]),
});
export type Readiness = Type.Static<typeof Readiness>;

/** How big a workspace is. */
export const StatusView = Type.Object({
  version: Type.String(),
  now: Type.String({ format: 'date-time' }),
  counts: Type.Object({ profiles: Type.Integer(), tags: Type.Integer(), segments: Type.Integer() }),
});
export type StatusView = Type.Static<typeof StatusView>;
