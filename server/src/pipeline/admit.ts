import { cleanItem, type CompiledPlan, type Dedupe, isEntity, type KindRules, type Origin } from '#clean';
import { decodeRecord } from '#collect';
import type { Source, SourceDirectory, Tombstones } from '#govern';
import { Fault, type ParkReason } from '#kernel';
import type { LogRecord, Postgres } from '#platform';
import type { Observer } from './catalogue/observer.ts';
import { createTally, type Tally } from './counters.ts';
import type { SliceLook } from './debug/slice-look.ts';
import { type Inbound, noteDelivery, noteRepeated } from './inbound.ts';
import { Intake, type Taken } from './intake.ts';
import { type BreachCount, createBreachTally } from './plan/breach-count.ts';
import type { CleaningDirectory } from './cleaning/directory.ts';
import { createDidTally, type DidCount } from './cleaning/did-count.ts';
import { parkedRow } from './quarantine-row.ts';

export interface SliceDeps {
  readonly pg: Postgres;
  readonly sources: SourceDirectory;
  /** How each workspace tells people apart. */
  readonly kinds: { of(workspace: number): KindRules };
  /** What each workspace's events are to look like. */
  readonly plans?: { of(workspace: number): CompiledPlan | undefined; refresh(): Promise<void> };
  /** How values are cleaned. */
  readonly cleaning?: Pick<CleaningDirectory, 'rulesOf' | 'refresh'>;
  /** How webhooks are read. */
  readonly inbound?: Inbound;
  readonly dedupe: Dedupe;
  /** By which what is read again is known to be somebody's who was erased. */
  readonly tombstones?: Tombstones;
  /** Learns what events carry. */
  readonly observer?: Observer;
}

/** Events that may enter the profiles, and what is already known of the others. */
export interface Admitted extends Taken {
  readonly tally: Tally;
  readonly quarantine: readonly string[];
  /** What was not as planned; a replay tells nothing twice. */
  readonly breaches?: readonly BreachCount[];
  /** What the cleaning rules did. */
  readonly did?: readonly DidCount[];
  /** What somebody who looks at events as they arrive sees of these. */
  readonly look?: SliceLook | undefined;
}

/** What an event has from its source, wherever it is read. */
export const originFrom = (source: Source, { kinds, plans, inbound, cleaning }: Pick<SliceDeps, 'kinds' | 'plans' | 'inbound' | 'cleaning'>) => ({
  workspace: source.workspace,
  sourceId: source.id,
  sourceName: source.name,
  trust: source.trust,
  timezone: source.timezone,
  defaultRegion: source.defaultRegion,
  kinds: kinds.of(source.workspace),
  rules: cleaning?.rulesOf(source),
  plan: plans?.of(source.workspace),
  hook: inbound?.hookOf(source.id),
  enrich: inbound?.enrichOf?.(source.workspace),
});

export function originOf(record: LogRecord, deps: Pick<SliceDeps, 'sources' | 'kinds' | 'plans' | 'inbound' | 'cleaning'>): Origin {
  const source = deps.sources.byId(record.sourceId);
  if (source === undefined) throw new Fault('DQ_SOURCE_UNKNOWN', 500, `source ${record.sourceId} of log record ${record.position} is not in the directory yet`);
  return {
    ...originFrom(source, deps),
    isImport: record.protocol === 'import' || source.kind === 'webhook',
    importId: record.importId,
    position: record.position,
    receivedAt: record.receivedAt,
    remoteAddress: record.remoteAddress,
    userAgent: record.userAgent,
  };
}

/** decode → clean → dedupe; rests after each record, for whoever else has work. */
export function* admitting(records: readonly LogRecord[], deps: SliceDeps, look?: SliceLook): Generator<undefined, Admitted> {
  const tally = createTally();
  const quarantine: string[] = [];
  const intake = new Intake();
  const breaches = createBreachTally();
  const did = createDidTally();
  const park = (origin: Origin, raw: { readonly index: number; readonly raw: unknown }, reason: ParkReason, detail: string): void => {
    tally.parked(origin, reason);
    quarantine.push(
      parkedRow(
        { workspace: origin.workspace, source: origin.sourceName, position: origin.position, index: raw.index, receivedAt: origin.receivedAt, version: 1 },
        raw,
        reason,
        detail,
      ),
    );
  };
  for (const record of records) {
    if (deps.sources.byId(record.sourceId)?.isRemoved === true) continue;
    const origin = originOf(record, deps);
    for (const raw of decodeRecord(record)) {
      const outcome = cleanItem(raw, origin);
      look?.saw(origin, raw, outcome);
      noteDelivery(deps.inbound, origin, raw, outcome);
      if (outcome.ruled !== undefined) did.saw(origin, raw.index, outcome.ruled);
      if (outcome.verdict !== undefined) breaches.saw(origin, raw, outcome);
      switch (outcome.kind) {
        case 'pass':
          intake.add(outcome.value);
          if (deps.observer !== undefined && !isEntity(outcome.value)) deps.observer.observe(outcome.value);
          break;
        case 'drop':
          tally.dropped(origin, outcome.reason);
          break;
        case 'park':
          park(origin, raw, outcome.reason, outcome.detail);
          break;
      }
    }
    yield;
  }
  const taken = intake.take(deps.dedupe, (item) => {
    tally.dropped(item.origin, 'duplicate');
    breaches.repeats(item);
    did.repeats(item);
    look?.repeats(item);
    noteRepeated(deps.inbound, item);
  });
  return { ...taken, tally, quarantine, breaches: breaches.result(), did: did.result(), look };
}

/** The same without a rest. */
export function admit(records: readonly LogRecord[], deps: SliceDeps, look?: SliceLook): Admitted {
  const work = admitting(records, deps, look);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
