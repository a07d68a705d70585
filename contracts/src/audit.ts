import Type, { type Static } from 'typebox';
import { PageQuery } from './page.ts';

export const AuditQuery = Type.Object({
  ...PageQuery.properties,
  operator: Type.Optional(Type.String({ maxLength: 100, description: 'id of the operator; `key`: what API keys did' })),
  action: Type.Optional(Type.String({ maxLength: 200, description: 'begins with this' })),
  object: Type.Optional(Type.String({ maxLength: 500, description: 'contains this' })),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'at or after' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'before' })),
});

/** One line of the audit log. It never holds personal data of profiles. */
export const AuditItem = Type.Object({
  id: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  operator: Type.Union([Type.String({ description: 'id of the operator' }), Type.Null({ description: 'an API key did it' })]),
  actor: Type.String({ description: 'name of the operator or key, as it was then' }),
  action: Type.String(),
  object: Type.String(),
  details: Type.Record(Type.String(), Type.Unknown()),
});
export type AuditItem = Static<typeof AuditItem>;
