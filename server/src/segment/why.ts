import { SegmentWhy, WhyParams, WhyQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { parseRule } from '#compile';
import { parseMoment, prove, type ProveDeps } from '#evaluate';
import { invalid } from '#kernel';
import { typed } from '#platform';
import { under } from './given-rule.ts';
import { segmentsOf } from './of-profiles.read.ts';
import { existingSegment, type SegmentDeps } from './save.ts';

/** Why somebody is in a segment, or why not: the proof of its rule, down to the events. */
export function registerWhyRoute(app: FastifyInstance, deps: SegmentDeps & ProveDeps): void {
  const schema = {
    summary: 'Why a profile is in the segment, or why not: a proof down to the events, and what is missing',
    params: WhyParams,
    querystring: WhyQuery,
    response: { 200: SegmentWhy },
  };
  typed(app).get('/api/v1/segments/:key/why', { schema, config: { capability: 'definitions.read' } }, async ({ caller, params, query }) => {
    const segment = await existingSegment(deps, caller.workspace, params.key);
    const at = query.at === undefined ? {} : { at: parseMoment(query.at, caller.timezone, '/query/at') };
    const proven = await prove(deps, caller.workspace, { profile: query.profile, most: query.limit ?? 20, ...at }, (vocabulary) => {
      const parsed = parseRule(segment.rule, { ...vocabulary, self: segment.key });
      if (parsed.ok) return [{ rule: parsed.rule }];
      throw invalid(`the rule of ${segment.key} is no longer valid`, under('/rule', parsed.errors));
    });
    const { profile, mergedFrom, context, proofs } = proven;
    const [proof] = proofs;
    if (proof === undefined) throw new Error('a claim without a proof');
    const memberships = await segmentsOf(deps, caller.workspace, [profile]);
    return {
      segment: segment.key,
      profile,
      mergedFrom,
      at: new Date(context.at).toISOString(),
      holds: proof.holds === true,
      isMember: memberships.get(profile)?.includes(segment.key) === true,
      proof,
    };
  });
}
