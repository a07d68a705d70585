import { FolderChange, FolderInput, FolderList, FolderMove, FolderMoved, FolderQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { lockDefinitionsOf } from '#evaluate';
import { recordAudit } from '#govern';
import { conflict, invalid, notFound } from '#kernel';
import { type Postgres, type PostgresSession, typed } from '#platform';
import { dropFolder, keepFolder, moveSegments, readFolders, renameFolder } from './folder.store.ts';
import { allFolders, folderPath, isWithin } from './path.ts';

/** Folders of segments: made, renamed, moved with what is in them, removed when nothing is in them; and segments put into them. */
export function registerFolderRoutes(app: FastifyInstance, { pg }: { readonly pg: Postgres }): void {
  const routes = typed(app);
  const config = { capability: 'definitions.write' } as const;
  const named = (text: string, path: string): string => {
    const folder = folderPath(text, path);
    if (folder === '') throw invalid('a folder needs a name', [{ path, code: 'DQ_REQUIRED', message: 'is a name, or several separated by /' }]);
    return folder;
  };
  const foldersOf = async (session: PostgresSession, workspace: number) => {
    const counts = new Map((await readFolders(session, workspace)).map(({ path, segments }) => [path, segments]));
    return allFolders([...counts.keys()]).map((path) => ({ path, segments: counts.get(path) ?? 0 }));
  };
  const existing = async (session: PostgresSession, workspace: number, path: string) => {
    const within = (await foldersOf(session, workspace)).filter((folder) => isWithin(folder.path, path));
    if (within.length === 0) throw notFound(`the folder ${path}`);
    return within;
  };

  routes.get(
    '/api/v1/segment-folders',
    { schema: { summary: 'Every folder of segments', response: { 200: FolderList } }, config: { capability: 'definitions.read' } },
    async ({ caller }) => ({ items: await foldersOf(pg, caller.workspace) }),
  );

  routes.post(
    '/api/v1/segment-folders',
    { schema: { summary: 'A new folder', body: FolderInput, response: { 201: FolderInput } }, config },
    async ({ caller, body }, reply) => {
      const path = named(body.path, '/path');
      await pg.transaction(async (tx) => {
        if ((await foldersOf(tx, caller.workspace)).some((folder) => folder.path === path)) throw conflict(`the folder ${path} exists already`);
        await keepFolder(tx, caller.workspace, path);
        await recordAudit(tx, caller, { action: 'segment_folder.create', object: `segment_folder:${path}` });
      });
      return reply.code(201).send({ path });
    },
  );

  routes.put(
    '/api/v1/segment-folders',
    { schema: { summary: 'Renames a folder, or moves it, with everything in it', body: FolderChange, response: { 200: FolderMoved } }, config },
    async ({ caller, body }) => {
      const [from, to] = [named(body.from, '/from'), named(body.to, '/to')];
      if (from !== to && isWithin(to, from))
        throw invalid('a folder cannot stand within itself', [{ path: '/to', code: 'DQ_NOT_ALLOWED', message: `lies within ${from}` }]);
      return pg.transaction(async (tx) => {
        await lockDefinitionsOf(tx, caller.workspace);
        await existing(tx, caller.workspace, from);
        if (from === to) return { moved: 0 };
        const all = await foldersOf(tx, caller.workspace);
        if (all.some(({ path }) => path === to)) throw conflict(`the folder ${to} exists already`);
        const moved = await renameFolder(tx, caller.workspace, from, to);
        // What was only implied by what was in it stays, when that has gone elsewhere.
        await keepFolder(tx, caller.workspace, to);
        await recordAudit(tx, caller, { action: 'segment_folder.change', object: `segment_folder:${from}`, details: { from, to } });
        return { moved };
      });
    },
  );

  routes.delete(
    '/api/v1/segment-folders',
    { schema: { summary: 'Removes a folder that holds no segment', querystring: FolderQuery, response: { 204: Type.Null() } }, config },
    async ({ caller, query }, reply) => {
      const path = named(query.path, '/query/path');
      await pg.transaction(async (tx) => {
        await lockDefinitionsOf(tx, caller.workspace);
        const held = (await existing(tx, caller.workspace, path)).reduce((sum, { segments }) => sum + segments, 0);
        if (held > 0) throw conflict(`${path} holds ${held} ${held === 1 ? 'segment' : 'segments'}; move them elsewhere first`);
        await dropFolder(tx, caller.workspace, path);
        await recordAudit(tx, caller, { action: 'segment_folder.remove', object: `segment_folder:${path}` });
      });
      return reply.code(204).send(null);
    },
  );

  routes.post(
    '/api/v1/segment-folders/move',
    { schema: { summary: 'Puts segments into a folder', body: FolderMove, response: { 200: FolderMoved } }, config },
    async ({ caller, body }) => {
      const folder = folderPath(body.folder, '/folder');
      return pg.transaction(async (tx) => {
        await lockDefinitionsOf(tx, caller.workspace);
        const moved = await moveSegments(tx, caller.workspace, body.keys, folder);
        if (folder !== '') await keepFolder(tx, caller.workspace, folder);
        await recordAudit(tx, caller, { action: 'segment.move', object: `segment:${moved.join(',').slice(0, 300)}`, details: { to: folder } });
        return { moved: moved.length };
      });
    },
  );
}
