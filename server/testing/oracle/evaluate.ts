/**
 * The rule language evaluated one profile at a time over raw data, written straight from API.md and not from the compiler: what the compiled
 * SQL must agree with. Slow and simple on purpose.
 */
import type { MeasureJson, RuleJson, WhereJson, WindowJson } from '@danqing/contracts';
import { DateTime } from 'luxon';
import type { JsonObject } from '#kernel';
import { isConsenting } from './consents.ts';
import { elementMeets, elementsOf, elementValue } from './elements.ts';
import { metricOf } from './metrics.ts';
import { drawn, isInPercent } from './sample.ts';
import { traitsOf } from './traits.ts';
import { dateFrom, find, type Finding, holds, type Known, numberFrom, steps } from './values.ts';
import { isInWindow } from './windows.ts';
import { eventFinding, type Moment, rootIn, type World, type WorldEvent } from './world.ts';

/** What a rule is about: a profile by its id, or an account by its key. */
export type Who = number | string;

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

export class Oracle {
  readonly #world: World;
  readonly #moment: Moment;

  constructor(world: World, moment: Moment) {
    this.#world = world;
    this.#moment = moment;
  }

  /** Ids of the members, ascending. */
  members(rule: RuleJson): readonly number[] {
    return this.#everybody().filter((profile) => this.#holds(rule, profile));
  }

  /** Values of those whose measure is known. */
  values(measure: MeasureJson): ReadonlyMap<number, number> {
    const known = this.#everybody().flatMap((profile): (readonly [number, number])[] => {
      const value = this.#value(measure, profile);
      return value === undefined ? [] : [[profile, value]];
    });
    return new Map(known);
  }

  #everybody(): readonly number[] {
    return this.#world.profiles
      .filter(({ mergedInto }) => mergedInto === 0)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  }

  #root(profile: number): number {
    return rootIn(this.#world, profile);
  }

  #holds(rule: RuleJson, profile: Who): boolean {
    const { at } = this.#moment;
    const { timezone } = this.#world;
    if ('all' in rule) return rule.all.every((part) => this.#holds(part, profile));
    if ('any' in rule) return rule.any.some((part) => this.#holds(part, profile));
    if ('not' in rule) return !this.#holds(rule.not, profile);
    if ('trait' in rule) return holds(find(this.#traits(profile), rule.trait), rule.op, rule.value, at, timezone);
    if ('tag' in rule) return holds(this.#tag(profile, rule.tag), rule.op, rule.value, at, timezone);
    if ('has' in rule) return this.#has(profile, rule.has);
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
    if ('top' in rule) return this.#ranked('top', rule.top).some((one) => one === profile);
    if ('bottom' in rule) return this.#ranked('bottom', rule.bottom).some((one) => one === profile);
    if ('sequence' in rule) return this.#follows(rule, profile);
    if ('list' in rule) return (this.#world.lists[rule.list] ?? []).some((one) => this.#root(one) === profile);
    if ('consent' in rule) return isConsenting(this.#world, this.#origins(profile), rule.consent, rule.channel, at);
    if ('anniversary' in rule) return this.#comesBack(rule, profile);
    if ('account' in rule) return this.#accounts(profile).some((account) => this.#holds(rule.account, account));
    if ('sample' in rule) {
      const { percent, n, seed } = rule.sample;
      return (
        typeof profile === 'number' && (percent === undefined ? drawn(this.#everybody(), n ?? 0, seed).includes(profile) : isInPercent(profile, percent, seed))
      );
    }
    if ('segment' in rule) return this.#holds(this.#world.segments[rule.segment] ?? { any: [] }, profile);
    throw new Error(`the oracle cannot read ${JSON.stringify(rule)}`);
  }

  #has(profile: Who, kind: string): boolean {
    const kinds = this.#world.profiles.find(({ id }) => id === profile)?.kinds ?? [];
    return kinds.some((known) => known === kind || (kind === 'openid' && known.startsWith('openid:')));
  }

  #traits(profile: Who): JsonObject {
    if (typeof profile === 'string') return this.#attributes(profile);
    const own = this.#world.assertions.filter((assertion) => this.#root(assertion.profile) === profile);
    return traitsOf(this.#moment.now ? own : own.filter(({ ts }) => ts <= this.#moment.at));
  }

  /** An account's attributes at the moment. */
  #attributes(account: string): JsonObject {
    const versions = this.#world.entities.filter(({ kind, key, ts }) => kind === 'account' && key === account && ts <= this.#moment.at);
    const last = versions.sort((a, b) => a.ts - b.ts).at(-1);
    return last === undefined || last.isGone ? {} : last.attributes;
  }

  /** The accounts that group calls named for a profile. */
  #accounts(profile: Who): readonly string[] {
    const named = this.#world.events.filter((event) => event.name === '$group' && event.ts <= this.#moment.at && this.#root(event.profile) === profile);
    return [...new Set(named.map(({ group }) => group))].filter((group) => group !== '');
  }

  #origins(profile: Who): readonly number[] {
    return this.#world.profiles.map(({ id }) => id).filter((id) => this.#root(id) === profile);
  }

  /** A profile's own event, or one of an account's members. */
  #owns(who: Who, event: WorldEvent): boolean {
    const root = this.#root(event.profile);
    return typeof who === 'number' ? root === who : this.#accounts(root).includes(who);
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
    return find(this.#traits(profile), anniversary).values.some((value) => {
      const ms = dateFrom(value, zone);
      if (ms === undefined) return false;
      const date = DateTime.fromMillis(ms, { zone });
      const isOn = (month: number, day: number): boolean => date.month === month && date.day === day;
      return days.some(({ month, day, isInLeapYear }) => isOn(month, day) || (month === 2 && day === 28 && !isInLeapYear && isOn(2, 29)));
    });
  }

  #tag(profile: Who, name: string): Finding {
    const changes = this.#world.tagChanges
      .filter((change) => change.profile === profile && (name === change.tag || name.startsWith(`${change.tag}.`)))
      .filter(({ at }) => this.#moment.now || at <= this.#moment.at)
      .sort((a, b) => a.at - b.at || a.run - b.run);
    const value = changes.at(-1)?.value ?? null;
    if (value === null) return { values: [], exists: false };
    const texts = 'text' in value ? [value.text] : 'items' in value ? value.items : [value.fields[name.slice(name.lastIndexOf('.') + 1)] ?? ''];
    const known = texts.filter((text) => text !== '');
    return { values: known, exists: known.length > 0 };
  }

  /** Oldest first; ties by message id. */
  #events(profile: Who, name: string, where: WhereJson | undefined, window: WindowJson | undefined): readonly WorldEvent[] {
    return this.#world.events
      .filter((event) => this.#owns(profile, event) && event.ts <= this.#moment.at)
      .filter((event) =>
        name === '*' ? !['identify', 'group', 'alias'].includes(event.type) : event.name === name || (vendors[name] ?? []).includes(event.name),
      )
      .filter(
        (event) =>
          (where === undefined || this.#meets(event, where)) && (window === undefined || isInWindow(event.ts, window, this.#moment.at, this.#world.timezone)),
      )
      .sort((a, b) => a.ts - b.ts || (a.message < b.message ? -1 : 1));
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
    if ('trait' in measure) return onlyNumber(find(this.#traits(profile), measure.trait), find(this.#traits(profile), `${measure.trait}[]`));
    if ('tag' in measure) return onlyNumber(this.#tag(profile, measure.tag));
    if ('since' in measure) {
      const events = this.#events(profile, measure.since.first ?? measure.since.last ?? '', measure.since.where, undefined);
      const event = measure.since.first === undefined ? events.at(-1) : events[0];
      return event === undefined ? undefined : (this.#moment.at - event.ts) / length(measure.unit);
    }
    if ('interval' in measure) return interval(this.#events(profile, measure.interval.did, measure.interval.where, undefined), measure);
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

  #ranked(end: 'top' | 'bottom', { percent, n, by, among }: { percent?: number; n?: number; by: MeasureJson; among?: RuleJson }): readonly number[] {
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

/** Some of the vendors' names, enough to see that they are found. */
const vendors: Readonly<Record<string, readonly string[]>> = { 'Order Completed': ['purchase', 'PayOrder', 'payOrder'] };

const length = (unit: string): number => ({ minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 })[unit] ?? Number.NaN;
export const sixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6;
const numberFinding = (value: number | undefined): Finding => ({ values: value === undefined ? [] : [value], exists: value !== undefined });

/** Only a single value is a measure; a list is none. */
function onlyNumber(finding: Finding, asList: Finding = { values: [], exists: false }): number | undefined {
  const [only] = asList.exists ? [] : finding.values;
  return only === undefined || finding.values.length > 1 ? undefined : numberFrom(only);
}

/** No aggregate named: the highest. */
function aggregated(
  values: readonly Known[],
  { sum, avg, min, unique }: { readonly [name in 'sum' | 'avg' | 'min' | 'unique']: string | undefined },
): number | undefined {
  if (unique !== undefined) return new Set(values.map(String)).size;
  const numbers = values.flatMap((value) => numberFrom(value) ?? []);
  if (numbers.length === 0) return undefined;
  const total = numbers.reduce((a, b) => a + b, 0);
  if (sum !== undefined) return sixDecimals(total);
  if (avg !== undefined) return sixDecimals(total / numbers.length);
  return min === undefined ? Math.max(...numbers) : Math.min(...numbers);
}

function interval(events: readonly WorldEvent[], { interval: { stat }, unit }: Extract<MeasureJson, { interval: unknown }>): number | undefined {
  const gaps = events.slice(1).map((event, index) => event.ts - (events[index]?.ts ?? 0));
  if (gaps.length === 0) return undefined;
  const typical =
    stat === 'avg'
      ? gaps.reduce((a, b) => a + b, 0) / gaps.length
      : quantile(
          gaps.sort((a, b) => a - b),
          0.5,
        );
  return typical / length(unit);
}

/** Type 7, by its definition: 1-based position 1 + (n − 1)·p between neighbours. */
function quantile(sorted: readonly number[], p: number): number {
  const position = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(position)] ?? Number.NaN, sorted[Math.ceil(position)] ?? Number.NaN];
  return low + (position - Math.floor(position)) * (high - low);
}
