import { ColleagueView, CommentBody, CommentChange, CommentResolve, CommentView, mayUse, NumberParams, ObjectQuery, PageOf } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Caller, type Member, readMembers, recordAudit, operatorOf } from '#govern';
import { type Clock, Fault, invalid, notFound, storable } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { quote, tell } from '../tell.ts';
import { editComment, insertComment, readComment, readComments, readVoices, removeComment, resolveThread, type StoredComment } from './comment.store.ts';

const config = { capability: 'definitions.read' } as const;
const talking = { capability: 'comments.write' } as const;

function viewOf(comment: StoredComment, caller: Caller, members: readonly Member[]): Type.Static<typeof CommentView> {
  const { object: _object, authorId, mentions, at, editedAt, removedAt, resolvedAt, ...rest } = comment;
  return {
    ...rest,
    isMine: caller.operator?.id === authorId,
    mentions: members.filter(({ id }) => mentions.includes(id)).map(({ id, name }) => ({ id, name })),
    at: at.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    removedAt: removedAt?.toISOString() ?? null,
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}

/** Threads about a definition. Who is named, and who has written in the thread, hears of it. */
export function registerCommentRoutes(app: FastifyInstance, { pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): void {
  const routes = typed(app);

  const find = async (caller: Caller, id: number): Promise<StoredComment> => {
    const comment = await readComment(pg, caller.workspace, id);
    if (comment === undefined || comment.removedAt !== null) throw notFound('this comment');
    return comment;
  };

  const list = { summary: 'What is said of a definition, oldest first', querystring: ObjectQuery, response: { 200: PageOf(CommentView) } };
  routes.get('/api/v1/comments', { schema: list, config }, async ({ caller, query }) => {
    const [after] = query.cursor === undefined ? [0] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const [rows, members] = await Promise.all([readComments(pg, caller.workspace, query.object, after, limit + 1), readMembers(pg, caller.workspace)]);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map((row) => viewOf(row, caller, members)),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
    };
  });

  const make = { summary: 'Says something of a definition, or answers in a thread', body: CommentBody, response: { 201: CommentView } };
  routes.post('/api/v1/comments', { schema: make, config: talking }, async ({ caller, body }, reply) => {
    const operator = operatorOf(caller, 'writes no comments');
    const { workspace } = caller;
    const { object, mentions = [] } = body;
    const text = storable(body.text.trim());
    const first = body.parent === undefined ? undefined : await find(caller, body.parent);
    if (first !== undefined && first.object !== object)
      throw invalid('the thread is about something else', [{ path: '/parent', code: 'DQ_VALUE', message: `is about ${first.object}` }]);
    const parent = first === undefined ? null : (first.parent ?? first.id);
    const at = new Date(clock.now());
    const comment = await pg.transaction(async (tx) => {
      const made = await insertComment(tx, workspace, { object, parent, authorId: operator.id, author: operator.name, text, mentions, at });
      const voices = parent === null ? [] : await readVoices(tx, workspace, parent);
      await tell(tx, operator.id, ({ id }) => mentions.includes(id) || voices.includes(id), {
        workspace,
        source: `comment/${made.id}`,
        title: { zh: `${operator.name} 在讨论中提到了你`, en: `${operator.name} mentioned you in a discussion` },
        body: { zh: quote(text), en: quote(text) },
        link: `${object}?discuss=${made.id}`,
        at,
      });
      await recordAudit(tx, caller, { action: 'comment.make', object, details: { comment: made.id } });
      return made;
    });
    return reply.code(201).send(viewOf(comment, caller, await readMembers(pg, workspace)));
  });

  const change = { summary: 'Changes your own comment', params: NumberParams, body: CommentChange, response: { 200: CommentView } };
  routes.patch('/api/v1/comments/:id', { schema: change, config: talking }, async ({ caller, params, body }) => {
    const comment = await find(caller, params.id);
    if (comment.authorId !== operatorOf(caller, 'writes no comments').id) throw new Fault('DQ_FORBIDDEN', 403, 'only who wrote a comment may change it');
    const changed = await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, { action: 'comment.change', object: comment.object, details: { comment: comment.id } });
      return await editComment(tx, caller.workspace, comment.id, storable(body.text.trim()), new Date(clock.now()));
    });
    if (changed === undefined) throw notFound('this comment');
    return viewOf(changed, caller, await readMembers(pg, caller.workspace));
  });

  const remove = { summary: 'Takes a comment back: your own, or as an admin anybody’s', params: NumberParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/comments/:id', { schema: remove, config: talking }, async ({ caller, params }, reply) => {
    const comment = await find(caller, params.id);
    const operator = operatorOf(caller, 'writes no comments');
    if (comment.authorId !== operator.id && !mayUse(operator.role, 'operators.manage'))
      throw new Fault('DQ_FORBIDDEN', 403, 'only who wrote a comment, or an admin, may take it back');
    await pg.transaction(async (tx) => {
      await removeComment(tx, caller.workspace, comment.id, new Date(clock.now()));
      await recordAudit(tx, caller, { action: 'comment.remove', object: comment.object, details: { comment: comment.id } });
    });
    return reply.code(204).send(null);
  });

  const resolve = { summary: 'Marks a thread as settled, or opens it again', params: NumberParams, body: CommentResolve, response: { 200: CommentView } };
  routes.post('/api/v1/comments/:id/resolve', { schema: resolve, config: talking }, async ({ caller, params, body }) => {
    const comment = await find(caller, params.id);
    const operator = operatorOf(caller, 'writes no comments');
    const changed = await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, {
        action: body.isResolved ? 'comment.resolve' : 'comment.reopen',
        object: comment.object,
        details: { comment: comment.id },
      });
      const resolved = body.isResolved ? { at: new Date(clock.now()), by: operator.name } : undefined;
      return await resolveThread(tx, caller.workspace, comment.parent ?? comment.id, resolved);
    });
    if (changed === undefined) throw notFound('this comment');
    return viewOf(changed, caller, await readMembers(pg, caller.workspace));
  });

  const people = { summary: 'Who works in this workspace, to be named in a comment', response: { 200: PageOf(ColleagueView) } };
  routes.get('/api/v1/colleagues', { schema: people, config: { ...config, personal: 'shown' } }, async ({ caller }) => ({
    items: (await readMembers(pg, caller.workspace)).filter(({ isDisabled }) => !isDisabled).map(({ id, name, role }) => ({ id, name, role })),
    next: null,
  }));
}
