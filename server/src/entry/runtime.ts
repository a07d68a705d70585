import Type from 'typebox';
import Value from 'typebox/value';
import { Fault } from '#kernel';

/** What the supervisor tells a child process when the engines serve: everything it may know about its surroundings. */
export const Runtime = Type.Object({
  host: Type.String(),
  port: Type.Integer(),
  data: Type.String(),
  adminKey: Type.String(),
  writeKey: Type.String(),
  databaseUrl: Type.String(),
  clickhouseUrl: Type.String(),
  timezone: Type.String(),
  clockOffsetMs: Type.Number(),
  roles: Type.Array(Type.String()),
  sessionSecret: Type.String(),
  publicUrl: Type.Optional(Type.String()),
  trustProxy: Type.String(),
  allowsPrivateHooks: Type.Boolean(),
  sourceNetworks: Type.String(),
  watchedFolders: Type.Array(Type.String()),
});
export type Runtime = Type.Static<typeof Runtime>;

export function parseRuntime(message: unknown): Runtime {
  if (Value.Check(Runtime, message)) return message;
  throw new Fault('DQ_INTERNAL', 500, 'the supervisor sent something that is no runtime');
}
