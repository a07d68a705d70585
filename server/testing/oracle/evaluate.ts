/**
 * The rule language evaluated one profile at a time over raw data, written straight from API.md and not from the compiler: what the compiled
 * SQL must agree with. Slow and simple on purpose.
 */
import type { MeasureJson, RankJson, RuleJson, WhereJson, WindowJson } from '@danqing/contracts';
import { DateTime } from 'luxon';
import { isConsenting } from './consents.ts';
import { elementFinding, elementMeets, elementsOf, elementValue } from './elements.ts';
import { Facts, type Who } from './facts.ts';
import { metricOf } from './metrics.ts';
import { aggregated, interval, length, numberFinding, onlyNumber, quantile } from './numbers.ts';
import { drawn, isInPercent, placeShare } from './sample.ts';
import { dateFrom, find, type Finding, holds, type Known, steps } from './values.ts';
import { isInWindow } from './windows.ts';
import { eventFinding, type Moment, type World, type WorldEvent } from './world.ts';

/** What a rule and a measure of events have in common; no aggregate: the count. */
interface EventMeasure {
  readonly did: string;
  readonly where?: WhereJson;
  readonly window?: WindowJson;
  readonly sum?: string;
  readonly avg?: string;
  readonly min?: string;
  readonly max?: string;
  readonly unique?: string;
  readonly each?: string;
}

/** One event, or one element of one, and what a path finds there. */
export interface Occurrence {
  readonly ts: number;
  values(path: string): readonly Known[];
}

export class Oracle {
  readonly #world: World;
  readonly #moment: Moment;
  readonly #facts: Facts;
  /** Who is ranked how does not depend on who is asked about. */
  readonly #ranks = new Map<object, ReadonlySet<Who>>();

  constructor(world: World, moment: Moment) {
    this.#world = world;
    this.#moment = moment;
    this.#facts = new Facts(world, moment);
  }

  /** Ids of the members, ascending. */
  members(rule: RuleJson): readonly number[] {
    return this.#facts.everybody().filter((profile) => this.#holds(rule, profile));
  }

  /** Values of those whose measure is known. */
  values(measure: MeasureJson): ReadonlyMap<number, number> {
    const known = this.#facts.everybody().flatMap((profile): (readonly [number, number])[] => {
      const value = this.#value(measure, profile);
      return value === undefined ? [] : [[profile, value]];
    });
    return new Map(known);
  }

  everybody(): readonly number[] {
    return this.#facts.everybody();
  }

  trait(profile: number, path: string): Finding {
    return find(this.#facts.traits(profile), path);
  }

  /** The events that count, or with `each` their elements, oldest first. */
  occurrences(profile: number, { did, where, window, each }: Pick<EventMeasure, 'did' | 'where' | 'window' | 'each'>): readonly Occurrence[] {
    if (each === undefined)
      return this.#events(profile, did, where, window).map((event) => ({ ts: event.ts, values: (path) => eventFinding(event, path).values }));
    const elements = this.#elements(this.#events(profile, did, undefined, window), each, where);
    return elements.map((element) => ({ ts: element.event.ts, values: (path) => elementFinding(element, path).values }));
  }

  #holds(rule: RuleJson, profile: Who): boolean {
    const { at } = this.#moment;
    const { timezone } = this.#world;
    if ('all' in rule) return rule.all.every((part) => this.#holds(part, profile));
    if ('any' in rule) return rule.any.some((part) => this.#holds(part, profile));
    if ('not' in rule) return !this.#holds(rule.not, profile);
    if ('trait' in rule) return holds(find(this.#facts.traits(profile), rule.trait), rule.op, rule.value, at, timezone);
    if ('tag' in rule) return holds(this.#facts.tag(profile, rule.tag), rule.op, rule.value, at, timezone);
    if ('has' in rule) return this.#facts.has(profile, rule.has);
    if ('did' in rule) {
      const test = 'op' in rule ? rule : (rule.count ?? { op: 'gte' as const, value: 1 });
      return holds(numberFinding(this.#aggregate(rule, profile)), test.op, test.value, at, timezone);
    }
    if ('first' in rule || 'last' in rule) {
      const name = 'first' in rule ? rule.first : rule.last;
      const events = this.#events(profile, name, rule.where, undefined);
      const event = 'first' in rule ? events[0] : events.at(-1);
      return event !== undefined && isInWindow(event.ts, rule.window, at, timezone);
    }
    if ('compare' in rule) {
      const [left, op, right] = rule.compare;
      const [a, b] = [this.#value(left, profile), this.#value(right, profile)];
      return b !== undefined && holds(numberFinding(a), op, b, at, timezone);
    }
    if ('top' in rule) return this.#isRanked(profile, 'top', rule.top);
    if ('bottom' in rule) return this.#isRanked(profile, 'bottom', rule.bottom);
    if ('sequence' in rule) return this.#follows(rule, profile);
    if ('list' in rule) return (this.#world.lists[rule.list] ?? []).some((one) => this.#facts.root(one) === profile);
    if ('consent' in rule) return isConsenting(this.#world, this.#facts.origins(profile), rule.consent, rule.channel, at);
    if ('anniversary' in rule) return this.#comesBack(rule, profile);
    if ('account' in rule) return this.#facts.accounts(profile).some((account) => this.#holds(rule.account, account));
    if ('sample' in rule) {
      const { percent, n, seed } = rule.sample;
      return (
        typeof profile === 'number' &&
        (percent === undefined ? drawn(this.#facts.everybody(), n ?? 0, seed).includes(profile) : isInPercent(profile, percent, seed))
      );
    }
    if ('segment' in rule) return this.#holds(this.#world.segments[rule.segment] ?? { any: [] }, profile);
    throw new Error(`the oracle cannot read ${JSON.stringify(rule)}`);
  }

  #follows({ sequence, within, window }: Extract<RuleJson, { sequence: unknown }>, profile: Who): boolean {
    const matching = sequence.map(({ event, where }) => this.#events(profile, event, where, window));
    const goesOn = (step: number, first: number, before: number): boolean => {
      const isInTime = within === undefined || before <= steps(first, within.n, within.unit, this.#world.timezone);
      if (!isInTime || step === sequence.length) return isInTime;
      return (matching[step] ?? []).some(({ ts }) => ts > before && goesOn(step + 1, first, ts));
    };
    return (matching[0] ?? []).some(({ ts }) => goesOn(1, ts, ts));
  }

  #comesBack({ anniversary, next }: Extract<RuleJson, { anniversary: unknown }>, profile: Who): boolean {
    const zone = this.#world.timezone;
    const today = DateTime.fromMillis(this.#moment.at, { zone });
    const days = Array.from({ length: next + 1 }, (_, index) => today.plus({ days: index }));
    return find(this.#facts.traits(profile), anniversary).values.some((value) => {
      const ms = dateFrom(value, zone);
      if (ms === undefined) return false;
      const date = DateTime.fromMillis(ms, { zone });
      const isOn = (month: number, day: number): boolean => date.month === month && date.day === day;
      return days.some(({ month, day, isInLeapYear }) => isOn(month, day) || (month === 2 && day === 28 && !isInLeapYear && isOn(2, 29)));
    });
  }

  #events(profile: Who, name: string, where: WhereJson | undefined, window: WindowJson | undefined): readonly WorldEvent[] {
    return this.#facts
      .events(profile, name)
      .filter((event) => where === undefined || this.#meets(event, where))
      .filter(({ ts }) => window === undefined || isInWindow(ts, window, this.#moment.at, this.#world.timezone));
  }

  #meets(event: WorldEvent, where: WhereJson): boolean {
    if ('all' in where) return where.all.every((part) => this.#meets(event, part));
    if ('any' in where) return where.any.some((part) => this.#meets(event, part));
    if ('not' in where) return !this.#meets(event, where.not);
    if ('element' in where) {
      const around = { world: this.#world, event, isCounted: false, at: this.#moment.at };
      return elementsOf(event, where.element).some((element) => elementMeets({ ...around, element }, where.where));
    }
    return holds(eventFinding(event, where.prop), where.op, where.value, this.#moment.at, this.#world.timezone);
  }

  #value(measure: MeasureJson | number, profile: Who): number | undefined {
    if (typeof measure === 'number') return measure;
    if ('trait' in measure) return onlyNumber(find(this.#facts.traits(profile), measure.trait), find(this.#facts.traits(profile), `${measure.trait}[]`));
    if ('tag' in measure) return onlyNumber(this.#facts.tag(profile, measure.tag));
    if ('since' in measure) {
      const events = this.#events(profile, measure.since.first ?? measure.since.last ?? '', measure.since.where, undefined);
      const event = measure.since.first === undefined ? events.at(-1) : events[0];
      return event === undefined ? undefined : (this.#moment.at - event.ts) / length(measure.unit);
    }
    if ('interval' in measure) {
      const events = this.#events(profile, measure.interval.did, measure.interval.where, undefined);
      return interval(
        events.map(({ ts }) => ts),
        measure.interval.stat,
        measure.unit,
      );
    }
    if ('random' in measure) return typeof profile === 'number' ? placeShare(profile, measure.random) : undefined;
    if ('else' in measure) return this.#value(measure.else[0], profile) ?? this.#value(measure.else[1], profile);
    if ('times' in measure || 'plus' in measure || 'minus' in measure) return this.#operation(measure, profile);
    if ('metric' in measure) return metricOf(measure.metric, (name) => this.#events(profile, name, undefined, undefined), this.#moment.at);
    return this.#aggregate(measure, profile);
  }

  #aggregate({ did, where, window, sum, avg, min, max, unique, each }: EventMeasure, profile: Who): number | undefined {
    const path = sum ?? avg ?? min ?? max ?? unique;
    if (each !== undefined) {
      const elements = this.#elements(this.#events(profile, did, undefined, window), each, where);
      if (path === undefined) return elements.length;
      return aggregated(
        elements.flatMap((element) => elementValue(element, path) ?? []),
        { sum, avg, min, unique },
      );
    }
    const events = this.#events(profile, did, where, window);
    if (path === undefined) return events.length;
    return aggregated(
      events.flatMap((event) => eventFinding(event, path).values),
      { sum, avg, min, unique },
    );
  }

  #elements(events: readonly WorldEvent[], list: string, where: WhereJson | undefined) {
    return events.flatMap((event) =>
      elementsOf(event, list)
        .map((element) => ({ world: this.#world, event, element, isCounted: true, at: this.#moment.at }))
        .filter((element) => where === undefined || elementMeets(element, where)),
    );
  }

  #operation(measure: Extract<MeasureJson, { times: unknown } | { plus: unknown } | { minus: unknown }>, profile: Who): number | undefined {
    const [left, right] = 'times' in measure ? measure.times : 'plus' in measure ? measure.plus : measure.minus;
    const [a, b] = [this.#value(left, profile), this.#value(right, profile)];
    if (a === undefined || b === undefined) return undefined;
    return 'times' in measure ? a * b : 'plus' in measure ? a + b : a - b;
  }

  #isRanked(profile: Who, end: 'top' | 'bottom', rank: RankJson): boolean {
    const ranked = this.#ranks.get(rank) ?? new Set<Who>(this.#ranked(end, rank));
    this.#ranks.set(rank, ranked);
    return ranked.has(profile);
  }

  #ranked(end: 'top' | 'bottom', { percent, n, by, among }: RankJson): readonly number[] {
    const known = [...this.values(by)].filter(([profile]) => among === undefined || this.#holds(among, profile));
    if (n !== undefined) {
      const sorted = known.sort(([a, x], [b, y]) => (end === 'top' ? y - x : x - y) || a - b);
      return sorted.slice(0, n).map(([profile]) => profile);
    }
    const sorted = known.map(([, value]) => value).sort((a, b) => a - b);
    const cut = quantile(sorted, (end === 'top' ? 100 - (percent ?? 0) : (percent ?? 0)) / 100);
    return known.filter(([, value]) => (end === 'top' ? value > cut : value < cut)).map(([profile]) => profile);
  }
}
