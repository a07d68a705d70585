import { TagCategoryInput, TagCategoryMove, TagPlacing, TagsPlaced, TagTree } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { recordAudit } from '#govern';
import { type Postgres, typed } from '#platform';
import { createCategory, moveCategory, putTags, removeCategory } from './categories.ts';
import { readTagTree } from './tree.ts';

/** The tree of tags: its categories, their order, and what stands where. */
export function registerTreeRoutes(app: FastifyInstance, { pg }: { readonly pg: Postgres }): void {
  const routes = typed(app);
  const treeOf = async (workspace: number) => ({ items: [...(await readTagTree(pg, workspace))] });

  routes.get(
    '/api/v1/tag-categories',
    { schema: { summary: 'The tree of tags, with counts', response: { 200: TagTree } }, config: { capability: 'definitions.read' } },
    ({ caller }) => treeOf(caller.workspace),
  );

  routes.post(
    '/api/v1/tag-categories',
    { schema: { summary: 'A new category, empty yet', body: TagCategoryInput, response: { 201: TagTree } }, config: { capability: 'definitions.write' } },
    async ({ caller, body }, reply) => {
      await pg.transaction(async (tx) => {
        const path = await createCategory(tx, caller.workspace, body.path);
        await recordAudit(tx, caller, { action: 'tag_category.create', object: `tag_category:${path}` });
      });
      return reply.code(201).send(await treeOf(caller.workspace));
    },
  );

  routes.post(
    '/api/v1/tag-categories/move',
    {
      schema: {
        summary: 'Rename, move or reorder a category with all below it; no tag is computed again',
        body: TagCategoryMove,
        response: { 200: TagTree },
      },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, body }) => {
      await pg.transaction(async (tx) => {
        await moveCategory(tx, caller.workspace, body);
        await recordAudit(tx, caller, { action: 'tag_category.move', object: `tag_category:${body.from}`, details: { to: body.to } });
      });
      return treeOf(caller.workspace);
    },
  );

  routes.post(
    '/api/v1/tag-categories/remove',
    {
      schema: { summary: 'Remove a category and those below it; their tags go to the one above', body: TagCategoryInput, response: { 200: TagTree } },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, body }) => {
      await pg.transaction(async (tx) => {
        await removeCategory(tx, caller.workspace, body.path);
        await recordAudit(tx, caller, { action: 'tag_category.remove', object: `tag_category:${body.path}` });
      });
      return treeOf(caller.workspace);
    },
  );

  routes.post(
    '/api/v1/tags/place',
    {
      schema: { summary: 'Put tags into a category; none is computed again', body: TagPlacing, response: { 200: TagsPlaced } },
      config: { capability: 'definitions.write' },
    },
    async ({ caller, body }) => ({
      moved: await pg.transaction(async (tx) => {
        const moved = await putTags(tx, caller.workspace, body.keys, body.category);
        await recordAudit(tx, caller, { action: 'tag.place', object: `tag_category:${body.category}`, details: { tags: body.keys.slice(0, 50) } });
        return moved;
      }),
    }),
  );
}
