import type { LinkagePairView } from '@danqing/contracts';
import { explainPair, rootsOfProfiles } from '#identify';
import type { LinkRoutesDeps } from '../deps.ts';
import { readValues } from '../people/people.ts';
import type { RunOutcome } from '../run/run.store.ts';
import { readOutcomes, type StoredPair } from './review.store.ts';

/** Pairs as they are shown: today's values of both sides, and how the run that weighed them came to its bits. Those of whom one was erased are left out. */
export async function viewPairs({ pg, kinds }: LinkRoutesDeps, workspace: number, pairs: readonly StoredPair[]): Promise<readonly LinkagePairView[]> {
  const outcomes = await readOutcomes(
    pg,
    pairs.map(({ run }) => run),
  );
  const roots = await rootsOfProfiles(pg, workspace, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  const columns = [...new Set([...outcomes.values()].flatMap(({ model }) => model.comparisons.flatMap((comparison) => comparison.columns)))];
  const values = await readValues({ pg, rules: kinds.of(workspace), workspace, columns }, [...new Set(roots.values())]);
  return pairs.flatMap((pair): readonly LinkagePairView[] => {
    const outcome = outcomes.get(pair.run);
    const [a, b] = [roots.get(pair.a), roots.get(pair.b)];
    if (outcome === undefined || a === undefined || b === undefined) return [];
    const side = (profile: number, home: number) => ({ profile, home, values: (values.get(profile) ?? []).map((value) => (value === '' ? null : value)) });
    return [{ ...plainView(pair, outcome), columns: [...columns], a: side(a, pair.a), b: side(b, pair.b) }];
  });
}

function plainView(pair: StoredPair, { model }: RunOutcome): Omit<LinkagePairView, 'columns' | 'a' | 'b'> {
  const { id, run, state, bits, levels, shares, cause, kind, most, mergeId, verdict, decidedBy, decidedAt, reason } = pair;
  const steps = explainPair(
    model,
    levels,
    shares.map((share) => share ?? undefined),
  );
  return {
    id,
    run,
    state,
    bits,
    probability: 1 / (1 + 2 ** -bits),
    steps: [...steps],
    obstacle: cause === null ? null : { cause, kind, most },
    mergeId,
    verdict,
    decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
    reason,
  };
}
