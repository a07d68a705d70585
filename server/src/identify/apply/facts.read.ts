import type { KindRules } from '#clean';
import { sourceId, type WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import { readTrees, rootsOf } from '../merge/reshape.ts';
import { keyOf, type Snapshot } from '../model.ts';
import { readKept } from '../preview/graph.read.ts';
import { type KeptIdentifier, rederive } from '../preview/rederive.ts';
import { type ApplyPlan, type PartFacts, planHomes } from './plan.ts';

const separations = 'SELECT a_home AS a, b_home AS b FROM identify.separation WHERE workspace = $1 AND a_home = ANY($2::bigint[]) AND a_root <> b_root';

/** Everything that is known of those whom these ids lead to now. */
export async function readFacts(pg: PostgresSession, workspace: number, members: readonly number[]): Promise<PartFacts> {
  const roots = await rootsOf(pg, workspace, members);
  const { identifiers, links } = await readKept(pg, roots);
  const { homes, standing } = await readTrees(pg, roots);
  return { identifiers, links, standing, apart: await pg.query<PartFacts['apart'][number]>(separations, [workspace, homes.map(({ id }) => id)]) };
}

export interface Rules {
  readonly workspace: WorkspaceId;
  readonly defaultRegion: string;
  readonly kinds: KindRules;
  readonly shared: Snapshot['shared'];
}

/** What other rules would change there. Pure. */
export function planFor(facts: PartFacts, { workspace, defaultRegion, kinds, shared }: Rules): ApplyPlan {
  const { identifiers, links } = facts;
  const known = new Set(identifiers.map((identifier) => keyOf(workspace, identifier)));
  // Refused identifiers that nobody has: they may fit now.
  const refused = links.flatMap(({ b, firstSeen }): readonly KeptIdentifier[] =>
    known.has(keyOf(workspace, b)) ? [] : [{ ...b, profile: 0, home: 0, firstSeen }],
  );
  const derived = rederive({ identifiers: [...identifiers, ...refused], links, shared }, { workspace, sourceId: sourceId(0), defaultRegion, kinds }, kinds);
  return planHomes(workspace, facts, derived, kinds);
}
