import {
  DefinitionParams,
  PageOf,
  PageQuery,
  TagDependencies,
  TagHistoryItem,
  TagHistoryParams,
  TagRunItem,
  TagSnapshotItem,
  TagSnapshotQuery,
  TagVersionItem,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { describeTag, printTag } from '#compile';
import { contextAt, type Lineage, readLineage, readVocabulary } from '#evaluate';
import { notFound } from '#kernel';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { readCostedRuns } from './cost.read.ts';
import { readHistory } from './history.read.ts';
import { parseTag, readPlan } from './parse.ts';
import { planDependencies } from './plan-dependencies.ts';
import { existingTag, type TagDeps } from './save.ts';
import { readSnapshots } from './snapshot.store.ts';
import { readVersions } from './version.store.ts';

/** What tags rest on, and what they were: dependencies, versions, runs, histories. */
export function registerHistoryRoutes(app: FastifyInstance, deps: TagDeps): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/tags/:key/versions',
    {
      schema: {
        summary: 'Every version of a tag, the latest first',
        params: DefinitionParams,
        response: { 200: Type.Object({ items: Type.Array(TagVersionItem) }) },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const [versions, vocabulary] = [await readVersions(deps.pg, tag.id), await readVocabulary(deps.lookup, caller.workspace)];
      return {
        items: versions.map(({ madeAt, ...version }) => {
          const plan = readPlan(version.definition, tag.type, vocabulary);
          const sentence = plan === undefined ? null : describeTag(plan);
          return { ...version, text: printTag(version.definition), sentence, madeAt: madeAt.toISOString() };
        }),
      };
    },
  );

  routes.get(
    '/api/v1/tags/:key/dependencies',
    {
      schema: {
        summary: 'What a tag rests on, and what rests on it, through everything between',
        params: DefinitionParams,
        response: { 200: TagDependencies },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const [vocabulary, lineage] = [
        await readVocabulary(deps.lookup, caller.workspace),
        await readLineage(deps.pg, caller.workspace, { kind: 'tag', definitionId: tag.id }),
      ];
      const { plan } = parseTag(tag.definition, tag, vocabulary);
      const {
        tags: _tags,
        segments: _segments,
        earliestMs: _earliest,
        ...data
      } = planDependencies(plan, await contextAt(deps, caller.workspace, undefined, vocabulary));
      const listed = Object.fromEntries(Object.entries(data).map(([name, values]) => [name, [...values]]));
      const names = vocabulary.names;
      const named = <Relative extends Lineage['uses'][number]>(relative: Relative) => ({
        ...relative,
        name: (relative.kind === 'tag' ? names?.tags : names?.segments)?.get(relative.key) ?? relative.key,
      });
      return { uses: { data: listed, definitions: lineage.uses.map(named) }, usedBy: lineage.usedBy.map(named) };
    },
  );

  routes.get(
    '/api/v1/tags/:key/runs',
    {
      schema: {
        summary: 'Runs of a tag with what they took, the latest first',
        params: DefinitionParams,
        querystring: PageQuery,
        response: { 200: PageOf(TagRunItem) },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 50;
      const runs = await readCostedRuns(deps.pg, tag, before, limit + 1);
      const page = runs.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(({ at, startedAt, finishedAt, ...run }) => ({
          ...run,
          at: at.toISOString(),
          startedAt: startedAt.toISOString(),
          finishedAt: finishedAt?.toISOString() ?? null,
          elapsedMs: finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime(),
        })),
        next: runs.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
      };
    },
  );

  routes.get(
    '/api/v1/tags/:key/snapshots',
    {
      schema: {
        summary: 'A tag’s distribution at the end of each day',
        params: DefinitionParams,
        querystring: TagSnapshotQuery,
        response: { 200: Type.Object({ items: Type.Array(TagSnapshotItem) }) },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const snapshots = await readSnapshots(deps.pg, tag.id, query.from ?? '0001-01-01', query.to ?? '9999-12-31');
      return { items: snapshots.map(({ takenAt, ...snapshot }) => ({ ...snapshot, takenAt: takenAt.toISOString() })) };
    },
  );

  routes.get(
    '/api/v1/profiles/:id/tags/:key/history',
    {
      schema: {
        summary: 'Every value a profile had of a tag, and those had that were merged into it; the latest first',
        params: TagHistoryParams,
        querystring: PageQuery,
        response: { 200: PageOf(TagHistoryItem) },
      },
      config: { capability: 'profiles.read' },
    },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const [before] = query.cursor === undefined ? [deps.clock.now() + 86_400_000] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 50;
      const found = await readHistory(deps, tag, params.id, { before, limit: limit + 1 });
      if (found === undefined) throw notFound(`the profile ${params.id}`);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(({ at, ...each }) => ({ ...each, at: at.toISOString() })),
        next: found.length > limit && last !== undefined ? encodeCursor([last.at.getTime()]) : null,
      };
    },
  );
}
