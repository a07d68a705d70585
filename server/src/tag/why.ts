import { TagWhy, WhyParams, WhyQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { type Claim, describeTag, type EvaluationContext, type Sentence } from '#compile';
import { parseMoment, prove, type ProveDeps, readCutPoints } from '#evaluate';
import { type ClickHouse, typed } from '#platform';
import { fieldsOf } from './fields.ts';
import { featureMeasures, isLearned } from './feature/plan.ts';
import { readPlaces, reasonOf } from './feature/reason.ts';
import { parseTag } from './parse.ts';
import type { TagPlan } from './plan.ts';
import { type Frozen, frozenFrom, frozenJson } from './frozen.ts';
import type { AxisPlan } from './parse-tiers.ts';
import { existingTag, type TagDeps } from './save.ts';
import type { Tag } from './tag.store.ts';
import { detailsOf, type ShownValue, shownValue, type StoredValue } from './values.ts';
import { readStored } from './values.read.ts';
import { compileValues } from './values-sql.ts';

/** What of a definition can be proven for one profile: rules, cases and stages in order, or the measures behind a value. */
function claimsOf(plan: TagPlan): readonly Claim[] {
  switch (plan.kind) {
    case 'rule':
      return [{ rule: plan.rule }];
    case 'cases':
      return plan.cases.map(({ rule }) => ({ rule }));
    case 'lifecycle':
      return plan.lifecycle.stages.map(({ rule }) => ({ rule }));
    case 'measure':
      return [{ measure: plan.measure }];
    case 'trait':
      return [{ trait: plan.path }];
    case 'rfm':
      return [{ measure: plan.rfm.recency }, { measure: plan.rfm.frequency }, { measure: plan.rfm.monetary }];
    case 'top':
      return [{ measure: plan.top.values }, ...(plan.top.weight === null ? [] : [{ measure: plan.top.weight }])];
    case 'feature':
      return featureMeasures(plan.feature).map((measure) => (measure.kind === 'trait' ? { trait: measure.path } : { measure }));
    case 'tiers':
      return axisClaims(plan);
    case 'grid':
      return [...axisClaims(plan.rows), ...axisClaims(plan.columns)];
    case 'sql':
    case 'manual':
      return [];
  }
}

const axisClaims = (axis: AxisPlan): readonly Claim[] => (axis.kind === 'tiers' ? [{ measure: axis.tiers.by }] : axis.cases.map(({ rule }) => ({ rule })));

/** Why a tag has this value for somebody: which case holds, from what, and what the definition gives now. */
export function registerWhyRoute(app: FastifyInstance, deps: TagDeps & ProveDeps): void {
  const schema = {
    summary: 'Why a profile has this value of the tag, or none: a proof down to the events',
    params: WhyParams,
    querystring: WhyQuery,
    response: { 200: TagWhy },
  };
  typed(app).get('/api/v1/tags/:key/why', { schema, config: { capability: 'definitions.read' } }, async ({ caller, params, query }) =>
    proveTag(deps, await existingTag(deps, caller.workspace, params.key), caller.timezone, query),
  );
}

/** Why the profile has this value: proofs of what the definition asks, and what it gives now. Throws DQ_NOT_FOUND for nobody. */
export async function proveTag(deps: TagDeps & ProveDeps, tag: Tag, timezone: string, query: Static<typeof WhyQuery>): Promise<Static<typeof TagWhy>> {
  const at = query.at === undefined ? {} : { at: parseMoment(query.at, timezone, '/query/at') };
  const plans: TagPlan[] = [];
  const proven = await prove(deps, tag.workspace, { profile: query.profile, most: query.limit ?? 20, ...at }, (vocabulary) => {
    const { plan } = parseTag(tag.definition, tag, vocabulary);
    plans.push(plan);
    return claimsOf(plan);
  });
  const [plan] = plans;
  if (plan === undefined) throw new Error('a definition that was proven without being read');
  const { profile, mergedFrom, context, proofs } = proven;
  const frozen = frozenFrom(plan, await readCutPoints(deps.pg, { kind: 'tag', definitionId: tag.id }));
  const cutPoints = frozen === null ? null : frozenJson(plan, frozen);
  const [[stored], computed] = await Promise.all([readStored(deps.clickhouse, tag, [profile]), computedOf(deps.clickhouse, tag, plan, context, frozen)]);
  const shown = (value: StoredValue | undefined): ShownValue | null => (value === undefined ? null : shownValue(tag.type, fieldsOf(tag.definition), value));
  return {
    tag: tag.key,
    profile,
    mergedFrom,
    at: new Date(context.at).toISOString(),
    sentence: describeTag(plan),
    value: shown(stored),
    valueAt: stored === undefined ? null : new Date(stored.at).toISOString(),
    computed: shown(computed),
    reason: await featureReason(deps.clickhouse, plan, frozen, stored, context),
    details: {
      ...(computed === undefined ? {} : detailsOf(tag.definition, computed)),
      ...(cutPoints === null ? {} : { cutPoints }),
    },
    proofs: [...proofs],
    origin: proofs[0]?.kind === 'trait' ? proofs[0].origin : null,
  };
}

/** Of a feature: whether the stored value is real, and what it was filled in, flagged and scaled by; by what the last run took of everybody. */
async function featureReason(
  clickhouse: ClickHouse,
  plan: TagPlan,
  frozen: Frozen | null,
  stored: StoredValue | undefined,
  context: EvaluationContext,
): Promise<Sentence | null> {
  const facts = frozen?.feature ?? null;
  if (plan.kind !== 'feature' || facts === null || stored === undefined) return null;
  return reasonOf(plan.feature, facts, stored, await readPlaces(clickhouse, plan.feature, context));
}

/** What the definition gives for the one profile in the context's scope, by the statement that gives it for everybody. */
async function computedOf(
  clickhouse: ClickHouse,
  tag: Tag,
  plan: TagPlan,
  context: EvaluationContext,
  frozen: Frozen | null,
): Promise<StoredValue | undefined> {
  if (plan.kind === 'sql' || plan.kind === 'manual' || frozen === null || (plan.kind === 'feature' && isLearned(plan.feature))) return undefined;
  const { sql, params } = compileValues(plan, tag.type, context, { tag: tag.id, frozen });
  const [row] = await clickhouse.query<StoredValue>(`SELECT text, items, fields FROM (${sql})`, params, { lane: 'interactive' });
  return row;
}
