import type { QualityFunnel } from '@danqing/contracts';
import type { FlowAt } from './flow.read.ts';

type Counts = Readonly<Record<string, number>>;

const sum = (counts: Counts): number => Object.values(counts).reduce((total, events) => total + events, 0);
const nothing: FlowAt = { sourceId: 0, accepted: 0, passed: 0, drops: {}, parks: {}, mends: {} };

function add(into: Map<string, number>, now: Counts, before: Counts): void {
  for (const reason of new Set([...Object.keys(now), ...Object.keys(before)])) {
    const moved = (now[reason] ?? 0) - (before[reason] ?? 0);
    if (moved !== 0) into.set(reason, (into.get(reason) ?? 0) + moved);
  }
}

const lagOf = ({ accepted, passed, drops, parks }: FlowAt): number => accepted - passed - sum(drops) - sum(parks);
const listed = (counts: ReadonlyMap<string, number>): { readonly reason: string; readonly events: number }[] =>
  [...counts].map(([reason, events]) => ({ reason, events })).toSorted((a, b) => b.events - a.events || (a.reason < b.reason ? -1 : 1));

type Did = { changed: number; refused: number; imputed: number; parked: number; dropped: number };
const didNames = ['changed', 'refused', 'imputed', 'parked', 'dropped'] as const;

/** What became of what came between two looks at the counters. They are the pipeline's own, so it adds up to the message: before + arrived = stored + dropped + parked + waiting. */
export function funnelOf(
  before: ReadonlyMap<number, FlowAt>,
  after: ReadonlyMap<number, FlowAt>,
  ruleName: (id: string) => string,
): Omit<QualityFunnel, 'from' | 'to' | 'countedSince' | 'refused'> {
  const [drops, parks, mends] = [new Map<string, number>(), new Map<string, number>(), new Map<string, Did>()];
  let [was, arrived, stored, waiting] = [0, 0, 0, 0];
  for (const [id, now] of after) {
    const then = before.get(id) ?? nothing;
    was += lagOf(then);
    arrived += now.accepted - then.accepted;
    stored += now.passed - then.passed;
    waiting += lagOf(now);
    add(drops, now.drops, then.drops);
    add(parks, now.parks, then.parks);
    for (const [rule, did] of Object.entries(now.mends)) {
      const total = mends.get(rule) ?? { changed: 0, refused: 0, imputed: 0, parked: 0, dropped: 0 };
      for (const name of didNames) total[name] += did[name] - (then.mends[rule]?.[name] ?? 0);
      mends.set(rule, total);
    }
  }
  return {
    before: was,
    arrived,
    stored,
    dropped: [...drops.values()].reduce((total, events) => total + events, 0),
    parked: [...parks.values()].reduce((total, events) => total + events, 0),
    waiting,
    drops: listed(drops),
    parks: listed(parks),
    mends: [...mends]
      .filter(([, did]) => didNames.some((name) => did[name] !== 0))
      .map(([rule, did]) => ({ rule, name: ruleName(rule), ...did }))
      .toSorted((a, b) => b.changed + b.imputed - a.changed - a.imputed || (a.rule < b.rule ? -1 : 1)),
  };
}
