import { compileKinds } from '#clean';
import type { IdentitySettings } from '@danqing/contracts';
import type { WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import { planFor, readFacts, type Rules } from '../apply/facts.read.ts';
import { keyOf } from '../model.ts';
import { standsByItself } from '../shared/usable.ts';
import { compareFates, type Fate } from './compare.ts';
import { readComponents, readDecisions, readRoots } from './graph.read.ts';

/** Profiles that are re-derived at a time; what is in memory grows with this, and with whom refused links name together. */
const rootsEach = 1000;
const sampleSize = 20;
/** Profiles whose events, segments and tags are looked at. */
const mostAffected = 500;

export interface PreviewRequest {
  readonly workspace: WorkspaceId;
  readonly defaultRegion: string;
  readonly settings: IdentitySettings;
  /** Profiles that are examined, the oldest first. */
  readonly most: number;
}

export interface Outlook extends Omit<Fate, 'merging' | 'splitting'> {
  readonly examined: number;
  readonly isComplete: boolean;
  readonly merging: number;
  readonly splitting: number;
  readonly staying: number;
  /** Identifiers that would leave the profile that messages put them on; what was recorded stays with it. */
  readonly detached: number;
  readonly sample: Pick<Fate, 'merging' | 'splitting'>;
  /** The first profiles that would change. */
  readonly changing: readonly number[];
}

/** What applying another configuration would make of what is known of a workspace: the very plan, part by part, each in memory by itself. */
export async function previewSettings(pg: PostgresSession, request: PreviewRequest): Promise<Outlook> {
  const { workspace, settings, most } = request;
  const components = await readComponents(pg, workspace);
  const rules: Rules = { workspace, defaultRegion: request.defaultRegion, kinds: compileKinds(settings), shared: await readDecisions(pg, workspace) };
  const sum = { examined: 0, before: 0, after: 0, dropped: 0, merging: 0, splitting: 0, staying: 0, detached: 0 };
  const sample: { merging: Fate['merging'][number][]; splitting: Fate['splitting'][number][] } = { merging: [], splitting: [] };
  const changing: number[] = [];
  let after = 0;
  let isComplete = false;
  while (sum.examined < most && !isComplete) {
    const wanted = Math.min(rootsEach, most - sum.examined);
    const roots = await readRoots(pg, workspace, after, wanted);
    isComplete = roots.length < wanted;
    after = roots.at(-1) ?? after;
    const { fate, detached } = await fateOf(pg, rules, roots.flatMap(components.membersOf));
    const changed = new Set([...fate.merging.flat(), ...fate.splitting.map(({ profile }) => profile)]);
    sum.detached += detached;
    sum.examined += roots.length;
    sum.before += fate.before;
    sum.after += fate.after;
    sum.dropped += fate.dropped;
    sum.merging += fate.merging.flat().length;
    sum.splitting += fate.splitting.length;
    sum.staying += fate.before - changed.size;
    sample.merging.push(...fate.merging.slice(0, sampleSize - sample.merging.length));
    sample.splitting.push(...fate.splitting.slice(0, sampleSize - sample.splitting.length));
    changing.push(...[...changed].slice(0, mostAffected - changing.length));
  }
  return { ...sum, isComplete, sample, changing };
}

async function fateOf(pg: PostgresSession, rules: Rules, members: readonly number[]): Promise<{ readonly fate: Fate; readonly detached: number }> {
  const facts = await readFacts(pg, rules.workspace, members);
  const { after, detached } = planFor(facts, rules);
  const placeOf = new Map(detached.flatMap((one, place) => (one.home === undefined ? [[keyOf(rules.workspace, one), -1 - place] as const] : [])));
  // Of what somebody has called shared nothing would change.
  const counted = facts.identifiers.filter(
    ({ kind, value }) => !standsByItself(kind) && rules.shared.get(keyOf(rules.workspace, { kind, value })) !== 'shared',
  );
  const fate = compareFates(
    counted.map(({ kind, value, profile }) => {
      const key = keyOf(rules.workspace, { kind, value });
      return { kind, value, before: profile, after: placeOf.get(key) ?? after.get(key) };
    }),
  );
  // What would be nobody's is shown as a part that leaves, and is no profile.
  return { fate: { ...fate, after: fate.after - placeOf.size }, detached: detached.length };
}
