import type { LinkagePairView } from '@danqing/contracts';
import { explainPair, rootsOfProfiles } from '#identify';
import type { LinkRoutesDeps } from '../deps.ts';
import { readValues } from '../people/people.ts';
import type { RunOutcome } from '../run/run.store.ts';
import { readOutcomes, type StoredPair } from './review.store.ts';

/**
 * Pairs as they are shown: today's values of both sides, and how the run that weighed them came to its bits. Those of whom one was erased, or that need no
 * answer any more, are left out: a page may hold fewer than were asked for.
 */
export async function viewPairs({ pg, kinds }: LinkRoutesDeps, workspace: number, pairs: readonly StoredPair[]): Promise<readonly LinkagePairView[]> {
  const outcomes = await readOutcomes(
    pg,
    pairs.map(({ run }) => run),
  );
  const roots = await rootsOfProfiles(pg, workspace, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  const columns = [...new Set([...outcomes.values()].flatMap(({ model }) => model.comparisons.flatMap((comparison) => comparison.columns)))];
  const options = { pg, rules: kinds.of(workspace), workspace, columns };
  const isOne = ({ a, b }: StoredPair): boolean => roots.get(a) === roots.get(b);
  const values = await readValues(options, [...new Set(roots.values())]);
  // Who was made one has one set of values by now: what each home itself says tells whether that was right.
  const ownValues = await readValues(options, [...new Set(pairs.filter(isOne).flatMap(({ a, b }) => [a, b]))], true);
  return pairs.flatMap((pair): readonly LinkagePairView[] => {
    const outcome = outcomes.get(pair.run);
    const [a, b] = [roots.get(pair.a), roots.get(pair.b)];
    // Made one by somebody else meanwhile: there is nothing to ask any more.
    if (outcome === undefined || a === undefined || b === undefined || (pair.state === 'review' && pair.verdict === null && a === b)) return [];
    const side = (profile: number, home: number) => ({
      profile,
      home,
      values: ((a === b ? ownValues.get(home) : values.get(profile)) ?? []).map((value) => (value === '' ? null : value)),
    });
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
