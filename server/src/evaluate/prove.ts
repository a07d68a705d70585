import type { ProofJson } from '@danqing/contracts';
import { type Claim, type EvaluationContext, type OriginRow, planProofs, type Vocabulary } from '#compile';
import { identitiesById } from '#identify';
import { notFound } from '#kernel';
import type { ClickHouse, PostgresSession } from '#platform';
import { contextAt, type EvaluationDeps } from './context.ts';
import { readVocabulary } from './vocabulary.ts';

export interface ProveDeps extends EvaluationDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

export interface Asking {
  readonly profile: number;
  /** Milliseconds; by default the present. */
  readonly at?: number;
  /** How many events of each condition. */
  readonly most: number;
}

export interface Proven {
  /** The profile asked for, or the one it was merged into. */
  readonly profile: number;
  readonly mergedFrom: number | null;
  /** Restricted to the profile. */
  readonly context: EvaluationContext;
  /** In the order of the claims. */
  readonly proofs: readonly ProofJson[];
}

/**
 * Proves claims about one profile, evaluated now as of the moment asked for. `claimsOf` reads them with the vocabulary of the workspace and throws
 * what is wrong with them. DQ_NOT_FOUND for a profile that does not exist.
 */
export async function prove(deps: ProveDeps, workspace: number, asking: Asking, claimsOf: (vocabulary: Vocabulary) => readonly Claim[]): Promise<Proven> {
  const [[identity], vocabulary] = await Promise.all([identitiesById(deps.pg, [asking.profile]), readVocabulary(deps.lookup, workspace)]);
  if (identity?.workspace !== workspace) throw notFound(`the profile ${asking.profile}`);
  const claims = claimsOf(vocabulary);
  const origins = [identity.id, ...identity.mergedIds];
  const context = { ...(await contextAt(deps, workspace, asking.at, vocabulary)), only: { profiles: [identity.id], origins } };
  const plan = planProofs(claims, context, asking.most);
  const [values, found] = await Promise.all([
    deps.clickhouse.query<Record<string, unknown>>(plan.values.sql, plan.values.params, { lane: 'interactive' }),
    plan.origins === null ? [] : deps.clickhouse.query<OriginRow>(plan.origins.sql, plan.origins.params, { lane: 'interactive' }),
  ]);
  const proofs = plan.read(values, found);
  if (proofs === undefined) throw notFound(`the profile ${asking.profile}`);
  return { profile: identity.id, mergedFrom: identity.id === asking.profile ? null : asking.profile, context, proofs };
}
