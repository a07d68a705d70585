/** What one operator should know of: the bell. */
import Type from 'typebox';
import { NullOr } from './define.ts';
import { Words } from './words.ts';

const Moment = Type.String({ format: 'date-time' });
export const noticeLevels = ['info', 'success', 'warning', 'error'] as const;
export type NoticeLevel = (typeof noticeLevels)[number];
export const noticeKinds = ['task', 'alert', 'notice'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const NotificationView = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum([...noticeKinds]),
  level: Type.Enum([...noticeLevels]),
  title: Words,
  body: Words,
  link: NullOr(Type.String({ description: 'a path of the console within the workspace' })),
  at: Moment,
  readAt: NullOr(Moment),
});
export type NotificationView = Type.Static<typeof NotificationView>;

export const NotificationPage = Type.Object({ items: Type.Array(NotificationView), next: NullOr(Type.String()), unread: Type.Integer() });
export type NotificationPage = Type.Static<typeof NotificationPage>;
export const NotificationQuery = Type.Object({
  unread: Type.Optional(Type.Boolean({ description: 'only those not yet read' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});
/** Nothing named: all of them. */
export const NotificationsRead = Type.Object(
  { ids: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 1000 })) },
  { additionalProperties: false },
);
export const UnreadCount = Type.Object({ unread: Type.Integer() });

/** What an operator wants to be told in this workspace. */
export const NoticePreferences = Type.Object(
  {
    tasks: Type.Enum(['all', 'failed', 'none'], { description: 'of the tasks that they asked for' }),
    alerts: Type.Enum(['all', 'critical', 'none']),
  },
  { additionalProperties: false },
);
export type NoticePreferences = Type.Static<typeof NoticePreferences>;
