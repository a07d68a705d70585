import { compileKinds, type KindRules } from '#clean';
import type { IdentitySettings } from '@danqing/contracts';
import { sourceId, type WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import { partsOf } from '../apply/parts.ts';
import { keyOf } from '../model.ts';
import { compareFates, type Fate } from './compare.ts';
import { readComponents, readDecisions, readKept, readRoots } from './graph.read.ts';
import { rederive } from './rederive.ts';

/** Profiles that are re-derived at a time; what is in memory grows with this, and with whom refused links name together. */
const rootsEach = 5000;
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
  /** Homes that hold identifiers which the rules keep apart; applying leaves them whole. */
  readonly homesKept: number;
  readonly sample: Pick<Fate, 'merging' | 'splitting'>;
  /** The first profiles that would change. */
  readonly changing: readonly number[];
}

/** What another configuration would make of what is known of a workspace: part by part, each in memory by itself. */
export async function previewSettings(pg: PostgresSession, request: PreviewRequest): Promise<Outlook> {
  const { workspace, settings, most } = request;
  const kinds = compileKinds(settings);
  const [components, shared] = [await readComponents(pg, workspace), await readDecisions(pg, workspace)];
  const sum = { examined: 0, before: 0, after: 0, dropped: 0, merging: 0, splitting: 0, staying: 0, homesKept: 0 };
  const sample: { merging: Fate['merging'][number][]; splitting: Fate['splitting'][number][] } = { merging: [], splitting: [] };
  const changing: number[] = [];
  let after = 0;
  let isComplete = false;
  while (sum.examined < most && !isComplete) {
    const wanted = Math.min(rootsEach, most - sum.examined);
    const roots = await readRoots(pg, workspace, after, wanted);
    isComplete = roots.length < wanted;
    after = roots.at(-1) ?? after;
    const { fate, homesKept } = await fateOf(pg, request, kinds, shared, roots.flatMap(components.membersOf));
    const changed = new Set([...fate.merging.flat(), ...fate.splitting.map(({ profile }) => profile)]);
    sum.homesKept += homesKept;
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

async function fateOf(
  pg: PostgresSession,
  { workspace, defaultRegion }: PreviewRequest,
  kinds: KindRules,
  shared: Awaited<ReturnType<typeof readDecisions>>,
  roots: readonly number[],
): Promise<{ readonly fate: Fate; readonly homesKept: number }> {
  const kept = await readKept(pg, workspace, roots);
  const placed = rederive({ ...kept, shared }, { workspace, sourceId: sourceId(0), defaultRegion, kinds }, kinds);
  const fate = compareFates(
    kept.identifiers
      .filter(({ kind }) => !kind.startsWith('shared'))
      .map(({ kind, value, profile }) => ({ kind, value, before: profile, after: placed.get(keyOf(workspace, { kind, value })) })),
  );
  return { fate, homesKept: partsOf(workspace, kept.identifiers, placed, kinds).kept };
}
