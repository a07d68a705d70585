import { RuleProofInput, RuleProofView, RuleRead, RuleReadInput } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { describe, parseRule, printRule } from '#compile';
import { type EvaluationDeps, parseMoment, prove, type ProveDeps } from '#evaluate';
import { refuseProbing } from '#govern';
import { invalid } from '#kernel';
import { typed } from '#platform';
import type { AskingDeps } from '../asking.ts';
import { givenRule } from '../given-rule.ts';
import { readWrittenRule } from '../written-rule.ts';

export interface ReadDeps extends EvaluationDeps, ProveDeps, AskingDeps {}

/** A rule that is being written: in its other spellings, and why it holds of somebody. Nothing is counted and nothing kept. */
export function registerRuleReading(app: FastifyInstance, deps: ReadDeps): void {
  const routes = typed(app);
  const read = { summary: 'A rule as JSON, as text and as a sentence; faults with their place', body: RuleReadInput, response: { 200: RuleRead } };
  routes.post('/api/v1/rules/read', { schema: read, config: { capability: 'definitions.read', scope: 'read' } }, async ({ caller, body }) => {
    const given = givenRule(body);
    const { rule, warnings } = await readWrittenRule(deps, caller.workspace, given);
    return { rule: given.rule, text: printRule(given.rule), sentence: describe(rule), warnings: [...warnings] };
  });

  const why = { summary: 'Why a rule holds of a profile, or why not, before it is kept', body: RuleProofInput, response: { 200: RuleProofView } };
  routes.post('/api/v1/rules/why', { schema: why, config: { capability: 'definitions.read', scope: 'read' } }, async ({ caller, body }) => {
    const given = givenRule(body);
    refuseProbing(given.rule, '/rule', caller, deps.classOf(caller.workspace));
    const at = body.at === undefined ? {} : { at: parseMoment(body.at, caller.timezone, '/at') };
    const { profile, mergedFrom, context, proofs } = await prove(deps, caller.workspace, { profile: body.profile, most: 20, ...at }, (vocabulary) => {
      const parsed = parseRule(given.rule, vocabulary);
      if (parsed.ok) return [{ rule: parsed.rule }];
      throw invalid('the rule is not valid', given.placed(parsed.errors));
    });
    const [proof] = proofs;
    if (proof === undefined) throw new Error('a claim without a proof');
    return { profile, mergedFrom, at: new Date(context.at).toISOString(), holds: proof.holds === true, proof };
  });
}
