import Type, { type Static, type TObject, type TSchema } from 'typebox';

/** What the definitions of tags and segments have in common. */

export const DefinitionKey = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[A-Za-z0-9_][A-Za-z0-9_-]*$',
  description: 'how rules and paths name it: letters, digits, _ and -; unique in the workspace',
});

export const DefinitionParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }) });

export const Refresh = Type.Union([Type.Literal('live'), Type.Literal('hourly'), Type.Literal('daily'), Type.Literal('manual')], {
  description: 'live: follows the data; hourly, daily: at the start of each hour or day of the workspace’s zone; manual: only when asked',
});

export const ComputeState = Type.Union(
  [Type.Literal('pending'), Type.Literal('computing'), Type.Literal('ready'), Type.Literal('failed'), Type.Literal('stopped')],
  {
    description: 'failed: the last run did not end; stopped: somebody ended it. What was there before still stands',
  },
);

export const NullOr = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** How far a definition has been computed. */
export const ComputeView = {
  state: ComputeState,
  count: NullOr(Type.Integer({ description: 'profiles in it, or profiles that have a value, at computedAt' })),
  computedAt: NullOr(Type.String({ format: 'date-time' })),
  error: NullOr(Type.String({ description: 'why the last run failed' })),
  stopped: NullOr(
    Type.Object(
      {
        by: Type.String(),
        at: Type.String({ format: 'date-time' }),
        resumesAt: NullOr(Type.String({ format: 'date-time', description: 'when it runs again by itself; null: when it is asked to, or edited' })),
      },
      { description: 'of state stopped' },
    ),
  ),
};

export type ComputeView = Static<TObject<typeof ComputeView>>;

export const RequestedView = Type.Object({ key: Type.String(), state: ComputeState });
