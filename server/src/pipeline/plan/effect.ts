import { setImmediate as rest } from 'node:timers/promises';
import type { Plan, PlanEffect } from '@danqing/contracts';
import { cleanItem, type CompiledPlan, compilePlan, type Verdict } from '#clean';
import { decodeRecord } from '#collect';
import type { EventLog, LogRecord } from '#platform';
import { originOf, type SliceDeps } from '../admit.ts';
import { placeInLog } from '#kernel';

export interface EffectDeps extends Pick<SliceDeps, 'sources' | 'kinds' | 'inbound' | 'cleaning'> {
  readonly log: Pick<EventLog, 'read' | 'head' | 'tail'>;
}

export interface EffectQuestion {
  readonly before: Plan;
  readonly after: Plan;
  readonly days: number;
  readonly now: number;
}

/** So many events tell a share of 0.1% from none; the API's process is at it for less than a second, in pieces. */
const mostEvents = 10_000;
const mostStretches = 200;
const maxBytes = 4 * 1024 * 1024;
const dayMs = 86_400_000;
const mostRules = 200;
const keptPlaces = 3;

type Ends = PlanEffect['before'];
type Rule = PlanEffect['rules'][number];

const noEnds = (): Ends => ({ fine: 0, counted: 0, parked: 0, dropped: 0 });

function raise(ends: Ends, verdict: Verdict | undefined): void {
  if (verdict === undefined) ends.fine++;
  else if (verdict.mode === 'park') ends.parked++;
  else if (verdict.mode === 'block') ends.dropped++;
  else ends.counted++;
}

/** The first position whose record was received since a moment; records lie in the order of their receipt. */
function positionSince(log: EffectDeps['log'], since: number): number {
  let [low, high] = [log.tail(), log.head()];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const record = log.read(middle, { maxEvents: 1, maxBytes: 1 })[0];
    if (record === undefined || record.receivedAt >= since) high = middle;
    else low = Math.max(middle, record.position) + 1;
  }
  return low;
}

interface Stretch {
  readonly records: readonly LogRecord[];
  /** Of their events one of so many is looked at: a file's record holds thousands. */
  readonly oneOf: number;
}

/** Stretches of the records since then, evenly spread; all of them, when they are few. */
function* sampled(log: EffectDeps['log'], from: number): Generator<Stretch> {
  const head = log.head();
  const stretches = Math.min(mostStretches, head - from);
  const most = Math.ceil(mostEvents / Math.max(1, stretches));
  for (let stretch = 0; stretch < stretches; stretch++) {
    const [first, end] = [stretch, stretch + 1].map((place) => from + Math.floor((place * (head - from)) / stretches));
    if (first === undefined || end === undefined) return;
    const records = log.read(first, { maxEvents: most, maxBytes }).filter(({ position }) => position < end);
    const events = records.reduce((sum, record) => sum + record.events, 0);
    yield { records, oneOf: Math.max(1, Math.ceil(events / most)) };
  }
}

/**
 * What another plan would do to events as they came, beside what the present one does: each goes the way of the worker up to its plan, and is held against both.
 * Duplicates are not left out. Changes nothing.
 */
export async function effectOf(deps: EffectDeps, workspace: number, { before, after, days, now }: EffectQuestion): Promise<PlanEffect> {
  const { log, sources } = deps;
  const since = now - days * dayMs;
  const [old, next] = [compilePlan(before, 0), compilePlan(after, 1)];
  const effect = { before: noEnds(), after: noEnds(), sampled: 0 };
  const rules = new Map<string, Omit<Rule, 'ofEvent'>>();
  const ofEvent = new Map<string, number>();
  let at = { source: '', place: '' };

  const note = (name: string, was: Verdict | undefined, is: Verdict | undefined): void => {
    ofEvent.set(name, (ofEvent.get(name) ?? 0) + 1);
    const told = new Set((was?.breaches ?? []).map(({ path, kind }) => `${kind} ${path}`));
    for (const { path, kind, expected } of is?.breaches ?? []) {
      const key = `${name}\t${kind}\t${path}`;
      const rule = rules.get(key) ?? { event: name, path, kind, expected, mode: is?.mode ?? 'observe', events: 0, before: 0, sources: [], places: [] };
      rules.set(key, rule);
      rule.events++;
      if (told.has(`${kind} ${path}`)) rule.before++;
      if (!rule.sources.includes(at.source)) rule.sources.push(at.source);
      if (rule.places.length < keptPlaces) rule.places.push(at.place);
    }
  };
  const both: CompiledPlan = {
    version: 0,
    check: (type, name, said) => {
      const [was, is] = [old?.check(type, name, said), next?.check(type, name, said)];
      effect.sampled++;
      raise(effect.before, was);
      raise(effect.after, is);
      note(name, was, is);
      return undefined;
    },
  };

  const from = positionSince(log, since);
  let place = 0;
  for (const { records, oneOf } of sampled(log, from)) {
    for (const record of records) {
      const source = sources.byId(record.sourceId);
      if (source?.workspace !== workspace || source.isRemoved === true) continue;
      const origin = { ...originOf(record, deps), plan: both };
      for (const raw of decodeRecord(record)) {
        if (place++ % oneOf !== 0) continue;
        at = { source: source.name, place: placeInLog(record.position, raw.index) };
        cleanItem(raw, origin);
      }
    }
    await rest();
  }
  const found = [...rules.values()].map((rule) => ({ ...rule, ofEvent: ofEvent.get(rule.event) ?? 0 }));
  const oldest = log.read(from, { maxEvents: 1, maxBytes: 1 })[0]?.receivedAt ?? now;
  return {
    days,
    from: new Date(Math.max(since, oldest)).toISOString(),
    ...effect,
    rules: found.sort((a, b) => b.events - b.before - (a.events - a.before) || b.events - a.events).slice(0, mostRules),
  };
}
