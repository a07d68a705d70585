import Type, { type Static } from 'typebox';
import { Capability, Role } from './access.ts';
import { Scope } from './govern.ts';
import { Language, OperatorName, Theme } from './sign-in.ts';
import { Words } from './words.ts';

/** A workspace that somebody belongs to, with what they are there. */
export const MyWorkspace = Type.Object({ key: Type.String(), name: Type.String(), role: Role });

/** What an operator has chosen for themselves; what was never chosen is left out. */
export const Preferences = Type.Object({ language: Type.Optional(Language), theme: Type.Optional(Theme) });
export type Preferences = Static<typeof Preferences>;

/** Who calls: an operator with a role in the workspace that `X-Workspace` names (the first one when it names none), or an API key. */
export const Me = Type.Object({
  operator: Type.Union([
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      email: Type.String(),
      isOwner: Type.Boolean({ description: 'admin in every workspace' }),
      hasTwoFactor: Type.Boolean(),
    }),
    Type.Null({ description: 'an API key' }),
  ]),
  key: Type.Union([Type.Object({ name: Type.String(), scopes: Type.Array(Scope) }), Type.Null({ description: 'an operator' })]),
  workspace: Type.String({ description: 'the key of the workspace that this answer is about' }),
  noun: Type.Object({ ...Words.properties }, { description: 'how this workspace calls one customer' }),
  role: Type.Union([Role, Type.Null()]),
  capabilities: Type.Array(Capability),
  workspaces: Type.Array(MyWorkspace),
  preferences: Preferences,
});
export type Me = Static<typeof Me>;

/** null: not chosen any more. */
export const MeChange = Type.Object(
  {
    name: Type.Optional(OperatorName),
    language: Type.Optional(Type.Union([Language, Type.Null()])),
    theme: Type.Optional(Type.Union([Theme, Type.Null()])),
  },
  { additionalProperties: false },
);
export type MeChange = Static<typeof MeChange>;
