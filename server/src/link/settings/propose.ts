import type { KindRules } from '#clean';
import { gatherFacts, type Proposal, proposeConfig, readPeople } from '#identify';
import { invalid } from '#kernel';
import type { PostgresSession } from '#platform';
import { readTraitTexts } from '#profile';
import { usableValue } from '../people/people.ts';

/** The process that answers looks at so many, and at so many in one go: a few milliseconds each. */
const mostProfiles = 20_000;
const profilesEach = 500;
/** A trait that fewer than this share of the profiles have tells too few apart. */
const leastKnown = 0.02;

/** Comparisons out of what the first profiles' traits hold. Throws DQ_INVALID where there is nothing to compare. */
export async function proposeForProfiles(
  pg: PostgresSession,
  rules: KindRules,
  workspace: number,
): Promise<{ readonly profiles: number; readonly proposal: Proposal }> {
  const rows: ReadonlyMap<string, string>[] = [];
  const known = new Map<string, number>();
  for (let after: number | undefined = 0; after !== undefined && rows.length < mostProfiles; ) {
    const ids: readonly number[] = await readPeople(pg, workspace, after, profilesEach);
    for (const traits of (await readTraitTexts(pg, ids)).values()) {
      rows.push(traits);
      for (const path of traits.keys()) known.set(path, (known.get(path) ?? 0) + 1);
    }
    after = ids.at(-1);
  }
  const columns = [...known]
    .filter(([, count]) => count >= Math.max(2, leastKnown * rows.length))
    .map(([path]) => path)
    .toSorted();
  if (columns.length === 0) throw invalid('no trait is known of enough profiles to be compared');
  const facts = await gatherFacts({
    columns,
    async *batches() {
      for (let from = 0; from < rows.length; from += profilesEach) {
        yield rows.slice(from, from + profilesEach).map((traits, place) => ({
          file: 0,
          row: from + place + 1,
          cells: columns.map((column) => usableValue(rules, column, traits.get(column))),
        }));
        // Others want to be answered too.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
  });
  return { profiles: rows.length, proposal: proposeConfig(facts) };
}
