import type { CatalogueUse } from '@danqing/contracts';
import type { SourceDirectory } from '#govern';
import type { Clock } from '#kernel';
import { type CatalogueUses, readBreachSums, readRequired } from '#pipeline';
import type { PostgresSession } from '#platform';
import { leastOf } from '../figures/thresholds.ts';
import { noFacts } from '../standing/facts.ts';
import { readStanding, readStandingAt } from '../standing/standing.store.ts';
import { readThresholds } from '../threshold/threshold.store.ts';
import { readFlows } from './flow.read.ts';
import type { Around, Counted } from './parts.ts';
import type { Period } from './period.ts';
import { readFieldSums, readSubjectSums, type Stretch } from './sums.read.ts';

export interface ReportDeps {
  readonly pg: PostgresSession;
  readonly clock: Clock;
  readonly sources: SourceDirectory;
  /** What tags and segments read. */
  readonly usesOf: (workspace: number) => Promise<CatalogueUses>;
}

const nobody: readonly CatalogueUse[] = [];

/** What is known besides counts. */
export async function readAround({ pg, sources, usesOf }: ReportDeps, workspace: number): Promise<Around> {
  const [thresholds, required, uses] = await Promise.all([readThresholds(pg, workspace), readRequired(pg, workspace), usesOf(workspace)]);
  return {
    leastOf: (dimension, of) => leastOf(thresholds, dimension, of),
    required,
    usesOf: (event, field) => (event === '' ? uses.traits : uses.properties).get(field) ?? nobody,
    sourceOf: (name) => {
      const source = sources.byName(workspace, name);
      return { kind: source?.kind ?? 'stream', trust: source?.trust ?? 50 };
    },
  };
}

/** The counts of a stretch of days. What stands is as it was at the end of it; `isNow`: as it is. */
export async function readCounted({ pg, sources }: Pick<ReportDeps, 'pg' | 'sources'>, stretch: Stretch, received: Stretch, isNow: boolean): Promise<Counted> {
  const { workspace, to } = stretch;
  const [subjects, fields, breaches, facts, flows] = await Promise.all([
    readSubjectSums(pg, stretch),
    readFieldSums(pg, stretch),
    readBreachSums(pg, workspace, received.from, received.to),
    isNow ? readStanding(pg, workspace) : readStandingAt(pg, workspace, to),
    readFlows(pg, received),
  ]);
  const nameOf = (id: number): string => sources.byId(id)?.name ?? '';
  return {
    subjects,
    fields,
    breaches: new Map(breaches.map((one) => [`${one.event === '$identify' ? '' : one.event}\t${one.path}\t${nameOf(one.sourceId)}`, one.events])),
    facts: facts ?? noFacts,
    received: new Map([...flows.after].map(([id, { accepted }]) => [nameOf(id), accepted - (flows.before.get(id)?.accepted ?? 0)])),
    duplicates: new Map(
      [...flows.after].map(([id, { drops }]) => [nameOf(id), Math.max(0, (drops['duplicate'] ?? 0) - (flows.before.get(id)?.drops['duplicate'] ?? 0))]),
    ),
  };
}

/** Now and as many days before. */
export const readBoth = (deps: ReportDeps, { now, before, received, receivedBefore }: Period): Promise<readonly [Counted, Counted]> =>
  Promise.all([readCounted(deps, now, received, true), readCounted(deps, before, receivedBefore, false)]);
