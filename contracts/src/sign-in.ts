import Type, { type Static } from 'typebox';
import { Role } from './access.ts';
import { shortestPassword } from './limits.ts';

const Email = Type.String({ maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$', description: 'compared in lower case' });
const GivenPassword = Type.String({ minLength: 1, maxLength: 200 });
const NewPassword = Type.String({ minLength: shortestPassword, maxLength: 200 });
const Code = Type.String({ minLength: 6, maxLength: 20, description: 'six digits of the authenticator, or a backup code' });
const Token = Type.String({ minLength: 20, maxLength: 200, description: 'what stands in the one-time link' });

export const Language = Type.Union([Type.Literal('zh'), Type.Literal('en')]);
export type Language = Static<typeof Language>;
export const Theme = Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('system')]);
export type Theme = Static<typeof Theme>;
export const OperatorName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });

export const SignInState = Type.Object({ isSetUp: Type.Boolean({ description: 'false until the owner has used the first link' }) });
export const SignInInput = Type.Object(
  { email: Email, password: GivenPassword, remember: Type.Optional(Type.Boolean({ default: true })) },
  { additionalProperties: false },
);
export const SignInAnswer = Type.Object({
  next: Type.Union([Type.Literal('done'), Type.Literal('code')], { description: '`code`: the second factor is asked for; send it to /api/auth/verify' }),
});
export type SignInAnswer = Static<typeof SignInAnswer>;
export const VerifyInput = Type.Object(
  {
    code: Code,
    kind: Type.Optional(Type.Union([Type.Literal('authenticator'), Type.Literal('backup')], { default: 'authenticator' })),
    trustDevice: Type.Optional(Type.Boolean({ default: false, description: 'asks for no code on this device for 30 days' })),
  },
  { additionalProperties: false },
);
export const PasswordChange = Type.Object({ current: GivenPassword, new: NewPassword }, { additionalProperties: false });
export const PasswordProof = Type.Object({ password: GivenPassword }, { additionalProperties: false });
export const CodeInput = Type.Object({ code: Code }, { additionalProperties: false });
export const TwoFactorSetup = Type.Object({
  uri: Type.String({ description: 'otpauth://… for the authenticator; as QR code' }),
  backupCodes: Type.Array(Type.String(), { description: 'shown once; each works once' }),
});
export type TwoFactorSetup = Static<typeof TwoFactorSetup>;
export const BackupCodes = Type.Object({ backupCodes: Type.Array(Type.String()) });

export const LinkKind = Type.Union([Type.Literal('owner'), Type.Literal('invitation'), Type.Literal('reset')]);
export const LinkLook = Type.Object({ token: Token }, { additionalProperties: false });
export const LinkView = Type.Object({
  kind: LinkKind,
  email: Type.Union([Type.String(), Type.Null()], { description: 'whom it is for; null: the owner names it' }),
  workspace: Type.Union([Type.String(), Type.Null()], { description: 'name of the workspace that invites' }),
  role: Type.Union([Role, Type.Null()]),
  asksBrand: Type.Boolean({ description: 'the first workspace has no name of its own yet: using the link may give it one' }),
  hasAccount: Type.Boolean({ description: 'an operator has this e-mail already: joining needs their present password, no new one' }),
  expiresAt: Type.String({ format: 'date-time' }),
});
export type LinkView = Static<typeof LinkView>;
export const LinkUse = Type.Object(
  {
    token: Token,
    name: Type.Optional(OperatorName),
    email: Type.Optional(Email),
    password: NewPassword,
    brand: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        pattern: '\\S',
        description: 'of an owner: what the first workspace is called, as long as nobody has named it',
      }),
    ),
    language: Type.Optional(Language),
  },
  { additionalProperties: false },
);
export { Email as OperatorEmail };
