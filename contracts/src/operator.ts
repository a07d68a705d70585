import Type, { type Static } from 'typebox';
import { Role } from './access.ts';
import { OperatorEmail } from './sign-in.ts';

const Moment = Type.String({ format: 'date-time' });
const Nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const SessionItem = Type.Object({
  id: Type.String(),
  isCurrent: Type.Boolean(),
  address: Nullable(Type.String()),
  agent: Nullable(Type.String({ description: 'the browser as it names itself' })),
  since: Moment,
  seenAt: Moment,
  expiresAt: Moment,
});
export type SessionItem = Static<typeof SessionItem>;
export const SessionList = Type.Object({ items: Type.Array(SessionItem) });

export const TextIdParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });

export const OperatorItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: Role,
  isOwner: Type.Boolean(),
  isDisabled: Type.Boolean(),
  hasTwoFactor: Type.Boolean(),
  since: Moment,
  seenAt: Nullable(Moment),
});
export type OperatorItem = Static<typeof OperatorItem>;
export const OperatorList = Type.Object({ items: Type.Array(OperatorItem) });
export const OperatorChange = Type.Object(
  { role: Type.Optional(Role), isDisabled: Type.Optional(Type.Boolean()) },
  { additionalProperties: false, minProperties: 1 },
);

export const InvitationInput = Type.Object({ email: OperatorEmail, role: Role }, { additionalProperties: false });
export const InvitationItem = Type.Object({
  id: Type.Integer(),
  email: Type.String(),
  role: Role,
  madeBy: Type.String(),
  madeAt: Moment,
  expiresAt: Moment,
  isExpired: Type.Boolean(),
});
export type InvitationItem = Static<typeof InvitationItem>;
export const InvitationList = Type.Object({ items: Type.Array(InvitationItem) });

/** A link that works once; the answer that made it is the only place where it stands in clear. */
export const OneTimeLink = Type.Object({
  link: Type.String({ description: 'shown once' }),
  expiresAt: Moment,
  isMailed: Type.Boolean({ description: 'whether it was sent by e-mail too' }),
});
export type OneTimeLink = Static<typeof OneTimeLink>;
export const ResetInput = Type.Object(
  { clearsTwoFactor: Type.Optional(Type.Boolean({ default: false, description: 'the second factor is lost too' })) },
  { additionalProperties: false },
);
