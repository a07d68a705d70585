import Type from 'typebox';
import { Capability, Role } from './access.ts';

const Language = Type.Union([Type.Literal('zh'), Type.Literal('en')]);
const Theme = Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('system')]);

/** A workspace that somebody belongs to, with what they are there. */
export const MyWorkspace = Type.Object({ key: Type.String(), name: Type.String(), role: Role });

/** Who calls: an operator with a role in the workspace that `X-Workspace` names (the first one when it names none), or an API key. */
export const Me = Type.Object({
  operator: Type.Union([Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() }), Type.Null({ description: 'an API key' })]),
  workspace: Type.String({ description: 'the key of the workspace that this answer is about' }),
  role: Type.Union([Role, Type.Null()]),
  capabilities: Type.Array(Capability),
  workspaces: Type.Array(MyWorkspace),
  preferences: Type.Object({ language: Type.Optional(Language), theme: Type.Optional(Theme) }),
});
