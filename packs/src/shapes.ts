/** Short words for the forms that packs use most. */
import type { MeasureJson, RuleJson, WhereJson, WindowJson } from '@danqing/contracts';

export const days = (last: number): WindowJson => ({ last, unit: 'day' });
/** Between so many days ago, the farther first. */
export const daysAgo = (far: number, near: number): WindowJson => ({ between: [far, near], unit: 'day' });
/** Days around the latest of a holiday, both inclusive. */
export const around = (holiday: string, first: number, last: number): WindowJson => ({ holiday, days: [first, last] });

interface Which {
  readonly window?: WindowJson;
  readonly where?: WhereJson;
}

export const count = (did: string, which: Which = {}): MeasureJson => ({ did, count: true, ...which });
export const sum = (did: string, property: string, which: Which = {}): MeasureJson => ({ did, sum: property, ...which });
/** Different values. */
export const unique = (did: string, property: string, which: Which = {}): MeasureJson => ({ did, unique: property, ...which });
export const total = (first: MeasureJson, ...rest: readonly MeasureJson[]): MeasureJson =>
  rest.reduce<MeasureJson>((left, right) => ({ plus: [left, right] }), first);
export const daysSince = (last: string): MeasureJson => ({ since: { last }, unit: 'day' });

export const is = (prop: string, value: string | number | boolean): WhereJson => ({ prop, op: 'eq', value });
export const isOneOf = (prop: string, value: readonly string[]): WhereJson => ({ prop, op: 'in', value });

export const tagIs = (tag: string, value: string | number | boolean): RuleJson => ({ tag, op: 'eq', value });
export const tagIn = (tag: string, value: readonly string[]): RuleJson => ({ tag, op: 'in', value });
export const known = (trait: string): RuleJson => ({ trait, op: 'exists' });
/** Some spelling of a trait: `四川` finds 四川省 too. */
export const beginsWith = (trait: string, beginnings: readonly string[]): RuleJson => ({
  any: beginnings.map((value): RuleJson => ({ trait, op: 'startsWith', value })),
});
export const mentions = (trait: string, words: readonly string[]): RuleJson => ({ any: words.map((value): RuleJson => ({ trait, op: 'contains', value })) });

/** Never did the one, or did the other since then. */
export const notSince = (later: string, earlier: string): RuleJson => ({
  any: [{ not: { did: later } }, { compare: [daysSince(earlier), 'lt', daysSince(later)] }],
});
