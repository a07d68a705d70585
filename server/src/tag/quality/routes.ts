import { DefinitionParams, QualityCard, QualityQuery, TraitParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { compileColumns, type EvaluationContext, parseMeasure, parseRule, type Path, type Rule, type TagType } from '#compile';
import { contextAt, parseMoment, readVocabulary } from '#evaluate';
import { invalid } from '#kernel';
import { typed } from '#platform';
import { fieldsOf } from '../fields.ts';
import { existingTag, type TagDeps } from '../save.ts';
import type { Tag } from '../tag.store.ts';
import { versionEnd } from '../versions.read.ts';
import { qualityCard, type Reference } from './card.ts';
import type { Subject } from './population.ts';
import { tagProvenance, traitProvenance } from './provenance.ts';

type Query = Static<typeof QualityQuery>;

const thirtyDaysMs = 30 * 86_400_000;

/** Quality cards of tags and of traits. */
export function registerQualityRoutes(app: FastifyInstance, deps: TagDeps): void {
  const routes = typed(app);

  routes.get(
    '/api/v1/tags/:key/quality',
    {
      schema: {
        summary: 'How far a tag covers, can be trusted and tells people apart',
        params: DefinitionParams,
        querystring: QualityQuery,
        response: { 200: QualityCard },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const tag = await existingTag(deps, caller.workspace, params.key);
      const context = await contextAt(deps, caller.workspace);
      const [reference, goal] = [await referenceOf(deps, context, query, tag), await goalOf(deps, caller.workspace, query.goal)];
      const wish = { name: `tag:${tag.key}`, subject: subjectOf(tag, query.field), context, reference, goal };
      return qualityCard(deps.clickhouse, { ...wish, provenance: await tagProvenance(deps, tag, context) });
    },
  );

  routes.get(
    '/api/v1/traits/:path/quality',
    {
      schema: {
        summary: 'How far a trait covers, whether its sources agree, and whether it tells people apart',
        params: TraitParams,
        querystring: QualityQuery,
        response: { 200: QualityCard },
      },
      config: { capability: 'definitions.read' },
    },
    async ({ caller, params, query }) => {
      const context = await contextAt(deps, caller.workspace);
      const path = await pathOf(deps, caller.workspace, params.path);
      const type = query.type ?? (await naturalType(deps, path, context));
      const [reference, goal] = [await referenceOf(deps, context, query, null), await goalOf(deps, caller.workspace, query.goal)];
      const wish = { name: `trait:${path.text}`, subject: { column: { kind: 'trait', path }, type } satisfies Subject, context, reference, goal };
      return qualityCard(deps.clickhouse, { ...wish, provenance: await traitProvenance(deps.clickhouse, path, context) });
    },
  );
}

function subjectOf(tag: Tag, wanted: string | undefined): Subject {
  const fields = fieldsOf(tag.definition);
  if (fields.length === 0 && wanted === undefined) return { column: { kind: 'tag', key: tag.key, field: null }, type: tag.type };
  const field = fields.find(({ name }) => (wanted === undefined ? name === 'tier' || name === 'value' : name === wanted));
  if (field === undefined)
    throw invalid('the tag has no such part', [
      { path: '/query/field', code: 'DQ_NOT_FOUND', message: fields.length === 0 ? 'it has no parts' : `one of ${fields.map(({ name }) => name).join(', ')}` },
    ]);
  return { column: { kind: 'tag', key: tag.key, field: field.name }, type: field.type };
}

async function pathOf(deps: TagDeps, workspace: number, text: string): Promise<Path> {
  const parsed = parseMeasure({ trait: text }, await readVocabulary(deps.lookup, workspace));
  if (!parsed.ok || parsed.measure.kind !== 'trait')
    throw invalid('this is no path of a trait', parsed.ok ? [] : parsed.errors.map((error) => ({ ...error, path: '/params/path' })));
  return parsed.measure.path;
}

/** A number where nearly all known values read as one, a list where nearly all are, otherwise text. */
async function naturalType(deps: TagDeps, path: Path, context: EvaluationContext): Promise<TagType> {
  const { sql, params } = compileColumns({ it_is: { kind: 'trait', path } }, context);
  const [row] = await deps.clickhouse.query<{ known: number; numbers: number; lists: number }>(
    `SELECT countIf(isNotNull(it_is) OR notEmpty(it_is_list)) AS known, count(it_is_number) AS numbers, countIf(notEmpty(it_is_list)) AS lists FROM (${sql})`,
    params,
    { lane: 'batch' },
  );
  if (row === undefined || row.known === 0) return 'text';
  if (row.numbers >= 0.95 * row.known) return 'number';
  return row.lists >= 0.95 * row.known ? 'list' : 'text';
}

async function referenceOf(deps: TagDeps, context: EvaluationContext, { reference, version }: Query, tag: Tag | null): Promise<Reference> {
  const end = version === undefined || tag === null ? undefined : await versionEnd(deps.pg, tag, version);
  const at = end ?? (reference === undefined ? context.at - thirtyDaysMs : parseMoment(reference, context.timezone, '/query/reference'));
  return { context: { ...context, at, now: false }, version: end === undefined ? null : (version ?? null) };
}

/** A segment's key, or a rule as JSON. */
async function goalOf(deps: TagDeps, workspace: number, goal: string | undefined): Promise<Rule | null> {
  if (goal === undefined) return null;
  const parsed = parseRule(goal.trimStart().startsWith('{') ? jsonOf(goal) : { segment: goal }, await readVocabulary(deps.lookup, workspace));
  if (!parsed.ok)
    throw invalid(
      'the goal is not valid',
      parsed.errors.map((error) => ({ ...error, path: `/query/goal${error.path}` })),
    );
  return parsed.rule;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('the goal is no JSON', [{ path: '/query/goal', code: 'DQ_NOT_JSON', message: cause instanceof Error ? cause.message : String(cause) }]);
  }
}
