import { NoticePreferences, NotificationPage, NotificationQuery, NotificationsRead, UnreadCount } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Caller, operatorOf } from '#govern';
import type { Clock } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { countUnread, markRead, readNotices, readPreferences, savePreferences, type StoredNotice } from './notice.store.ts';

const config = { capability: 'self' } as const;

const viewOf = ({ id, kind, level, title, body, link, at, readAt }: StoredNotice): NotificationPage['items'][number] => ({
  id,
  kind,
  level,
  title,
  body,
  link,
  at: at.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});

const whose = (caller: Caller): string => operatorOf(caller, 'has no notifications').id;

/** The bell of whoever is signed in, in one workspace. */
export function registerNoticeRoutes(app: FastifyInstance, { pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): void {
  const routes = typed(app);

  const list = {
    summary: 'What you should know of, the latest first, with how many are unread',
    querystring: NotificationQuery,
    response: { 200: NotificationPage },
  };
  routes.get('/api/v1/notifications', { schema: list, config }, async ({ caller, query }) => {
    if (caller.operator === null) return { items: [], next: null, unread: 0 };
    const { id } = caller.operator;
    const limit = query.limit ?? 20;
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const [rows, unread] = await Promise.all([
      readNotices(pg, id, caller.workspace, before, query.unread ?? false, limit + 1),
      countUnread(pg, id, caller.workspace),
    ]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(viewOf), next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null, unread };
  });

  const read = { summary: 'Marks notifications as read: those named, or all', body: NotificationsRead, response: { 200: UnreadCount } };
  routes.post('/api/v1/notifications/read', { schema: read, config }, async ({ caller, body }) => {
    const operator = whose(caller);
    await markRead(pg, operator, caller.workspace, body.ids, new Date(clock.now()));
    return { unread: await countUnread(pg, operator, caller.workspace) };
  });

  const show = { summary: 'What you want to be told in this workspace', response: { 200: NoticePreferences } };
  routes.get('/api/v1/notifications/preferences', { schema: show, config }, async ({ caller }) =>
    (await readPreferences(pg, caller.workspace, [whose(caller)]))(whose(caller)),
  );

  const change = { summary: 'Sets what you want to be told in this workspace', body: NoticePreferences, response: { 200: NoticePreferences } };
  routes.put('/api/v1/notifications/preferences', { schema: change, config }, async ({ caller, body }) => {
    await savePreferences(pg, caller.workspace, whose(caller), body);
    return body;
  });
}
