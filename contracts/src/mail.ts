/** The mail server of an installation: invitations, alerts. */
import Type from 'typebox';
import { NullOr } from './define.ts';

export const mailSecurities = ['none', 'starttls', 'tls'] as const;

const settings = {
  host: Type.String({ minLength: 1, maxLength: 255, pattern: '^[A-Za-z0-9._:-]+$' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: Type.Enum([...mailSecurities], { description: 'tls: from the first byte (465); starttls: required after the greeting (587); none: in clear' }),
  username: Type.String({ maxLength: 255, description: '"": the server asks for none' }),
  fromAddress: Type.String({ format: 'email', maxLength: 255 }),
  fromName: Type.String({ maxLength: 100, pattern: '^[^\\r\\n]*$' }),
};

/** Without a password the stored one stays; null takes it away. */
export const MailInput = Type.Object({ ...settings, password: Type.Optional(NullOr(Type.String({ maxLength: 500 }))) }, { additionalProperties: false });
export type MailInput = Type.Static<typeof MailInput>;

export const MailSettings = Type.Object({
  ...settings,
  hasPassword: Type.Boolean({ description: 'passwords are never shown again' }),
  updatedAt: Type.String({ format: 'date-time' }),
  updatedBy: Type.String(),
});
export type MailSettings = Type.Static<typeof MailSettings>;
export const MailView = Type.Object({ settings: NullOr(MailSettings) });
export type MailView = Type.Static<typeof MailView>;

export const MailTestInput = Type.Object({ to: Type.String({ format: 'email', maxLength: 255 }) }, { additionalProperties: false });
export const MailTested = Type.Object({ isSent: Type.Boolean(), problem: NullOr(Type.String({ description: 'what the mail server said' })) });
export type MailTested = Type.Static<typeof MailTested>;
