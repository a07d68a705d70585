/** Values of tag definitions over raw data, straight from API.md ("Tag definitions") and the module's README; `sql` and `manual` are the caller's. */
import type { AxisJson, RfmJson, StageJson, TagDefinitionJson, TiersJson, TopJson } from '@danqing/contracts';
import type { Oracle } from './evaluate.ts';
import { quantile } from './numbers.ts';
import { type Finding, numberFrom } from './values.ts';
import type { TagValue } from './world.ts';

export type Values = ReadonlyMap<number, TagValue>;

/** What everybody who has a value has, of a tag that was never computed before. */
export function tagValues(oracle: Oracle, definition: TagDefinitionJson, type: string | undefined, at: number): Values {
  if ('rule' in definition) {
    const members = new Set(oracle.members(definition.rule));
    return new Map(oracle.everybody().map((profile) => [profile, { text: String(members.has(profile)) }]));
  }
  if ('cases' in definition) return casesOf(oracle, definition.cases, definition.else);
  if ('lifecycle' in definition) return casesOf(oracle, definition.lifecycle.map(caseOfStage), undefined);
  if ('measure' in definition) return mapped(oracle.values(definition.measure), (value) => ({ text: String(value) }));
  if ('trait' in definition) return among(oracle, (profile) => traitOf(oracle.trait(profile, definition.trait), type ?? 'text'));
  if ('top' in definition) return among(oracle, (profile) => topOf(oracle, profile, definition.top, type, at));
  if ('rfm' in definition) return rfmOf(oracle, definition.rfm, at);
  if ('tiers' in definition) return tiersOf(oracle, definition.tiers);
  if ('grid' in definition) {
    const [rows, columns] = [axisOf(oracle, definition.grid.rows), axisOf(oracle, definition.grid.columns)];
    return among(oracle, (profile) => {
      const [row, column] = [rows.get(profile), columns.get(profile)];
      return row === undefined || column === undefined ? undefined : { text: `${textOf(row)} × ${textOf(column)}` };
    });
  }
  return new Map();
}

const textOf = (value: TagValue): string => ('text' in value ? value.text : '');

const axisOf = (oracle: Oracle, axis: AxisJson): Values => ('tiers' in axis ? tiersOf(oracle, axis.tiers) : casesOf(oracle, axis.cases, undefined));

/** A given border begins a tier, a computed one ends it. Natural breaks are held against every other way to cut by a test of their own. */
function tiersOf(oracle: Oracle, { by, names, cuts, method, shares = names.map(() => 100 / names.length) }: TiersJson): Values {
  const values = oracle.values(by);
  const sorted = [...values.values()].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  const inner = names.slice(1).map((_, index) => index + 1);
  const borders =
    cuts ??
    inner.map((place) => {
      const share = shares.slice(0, place).reduce((sum, each) => sum + each, 0) / 100;
      return Number((method === 'equal' ? low + ((high - low) * place) / names.length : quantile(sorted, share)).toPrecision(14));
    });
  return mapped(values, (value) => ({ text: names[borders.filter((border) => (cuts === undefined ? border < value : border <= value)).length] ?? '' }));
}

function among(oracle: Oracle, valueOf: (profile: number) => TagValue | undefined): Values {
  const values = new Map<number, TagValue>();
  for (const profile of oracle.everybody()) {
    const value = valueOf(profile);
    if (value !== undefined) values.set(profile, value);
  }
  return values;
}

const mapped = <T>(values: ReadonlyMap<number, T>, of: (value: T) => TagValue): Values => new Map([...values].map(([profile, value]) => [profile, of(value)]));

/** Who has no stage yet enters at the first that holds. */
const caseOfStage = ({ stage, rule }: StageJson): Case => ({ rule, value: stage });

type Case = Extract<TagDefinitionJson, { cases: unknown }>['cases'][number];

function casesOf(oracle: Oracle, cases: readonly Case[], otherwise: string | number | boolean | undefined): Values {
  const values = new Map<number, TagValue>();
  for (const { rule, value } of cases) for (const profile of oracle.members(rule)) if (!values.has(profile)) values.set(profile, { text: String(value) });
  if (otherwise !== undefined) for (const profile of oracle.everybody()) if (!values.has(profile)) values.set(profile, { text: String(otherwise) });
  return values;
}

function traitOf({ values }: Finding, type: string): TagValue | undefined {
  if (type === 'list') return values.length === 0 ? undefined : { items: values.map(String) };
  const [only] = values.length === 1 ? values : [];
  if (only === undefined) return undefined;
  if (type === 'date' && !/^\d{4}-\d\d-\d\d($|[T ])/.test(String(only))) return undefined;
  if (type === 'number' && numberFrom(only) === undefined) return undefined;
  return { text: String(only) };
}

/** Σ weight × 2^(−age / halfLife) of each value; the highest first, ties by value; none that is 0. */
function topOf(
  oracle: Oracle,
  profile: number,
  { of, prop, each, where, window, k, weight = 'count', halfLife }: TopJson,
  type: string | undefined,
  at: number,
) {
  const scores = new Map<string, number>();
  const which = { did: of, ...(where === undefined ? {} : { where }), ...(window === undefined ? {} : { window }), ...(each === undefined ? {} : { each }) };
  for (const occurrence of oracle.occurrences(profile, which)) {
    const [first] = weight === 'count' ? [1] : occurrence.values(weight).flatMap((value) => numberFrom(value) ?? []);
    const decay = halfLife === undefined ? 1 : 2 ** ((occurrence.ts - at) / (halfLife.n * 86_400_000));
    for (const value of occurrence.values(prop)) scores.set(String(value), (scores.get(String(value)) ?? 0) + (first ?? 0) * decay);
  }
  if (halfLife !== undefined && halfLife.unit !== 'day') throw new Error('half-lives are in days here');
  const items = [...scores]
    .map(([value, score]): readonly [string, number] => [value, Number(score.toPrecision(9))])
    .filter(([, score]) => score > 0)
    .sort(([a, x], [b, y]) => y - x || Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .slice(0, k)
    .map(([value]) => value);
  const [first] = items;
  if (first === undefined) return undefined;
  return type === 'text' ? { text: first } : { items };
}

/** By r, f, m that are high, read as a binary number. */
const tiers = {
  zh: ['一般挽留客户', '重要挽留客户', '一般保持客户', '重要保持客户', '一般发展客户', '重要发展客户', '一般价值客户', '重要价值客户'],
  keys: ['general_retain', 'important_retain', 'general_keep', 'important_keep', 'general_develop', 'important_develop', 'general_value', 'important_value'],
} as const;

function rfmOf(oracle: Oracle, { of, value, where, window, bins = 5, edges, high, names }: RfmJson, at: number): Values {
  const which = { did: of, ...(where === undefined ? {} : { where }), ...(window === undefined ? {} : { window }) };
  const people = oracle.everybody().flatMap((profile) => {
    const events = oracle.occurrences(profile, which);
    const last = events.at(-1);
    if (last === undefined) return [];
    const amounts = events.flatMap((event) => event.values(value).flatMap((one) => numberFrom(one) ?? []));
    const monetary = Math.round(amounts.reduce((a, b) => a + b, 0) * 1e6) / 1e6;
    return [{ profile, recency: Math.floor((at - last.ts) / 86_400_000), frequency: events.length, monetary }];
  });
  const cutsOf = (name: 'recency' | 'frequency' | 'monetary'): readonly number[] => {
    const sorted = people.map((person) => person[name]).sort((a, b) => a - b);
    return edges?.[name] ?? Array.from({ length: bins - 1 }, (_, index) => quantile(sorted, (index + 1) / bins));
  };
  const cuts = { recency: cutsOf('recency'), frequency: cutsOf('frequency'), monetary: cutsOf('monetary') };
  const above = (numbers: readonly number[], one: number): number => numbers.filter((cut) => cut < one).length;
  const scored = people.map((person) => ({
    ...person,
    r: bins - above(cuts.recency, person.recency),
    f: 1 + above(cuts.frequency, person.frequency),
    m: 1 + above(cuts.monetary, person.monetary),
  }));
  const borderOf = (name: 'r' | 'f' | 'm'): number =>
    high === 'average' ? scored.reduce((sum, person) => sum + person[name], 0) / scored.length : (bins + 1) / 2;
  const borders = { r: borderOf('r'), f: borderOf('f'), m: borderOf('m') };
  return new Map(
    scored.map(({ profile, recency, frequency, monetary, r, f, m }) => {
      const tier = tiers[names === 'zh' ? 'zh' : 'keys'][(r > borders.r ? 4 : 0) + (f > borders.f ? 2 : 0) + (m > borders.m ? 1 : 0)] ?? '';
      const numbers = { recency, frequency, monetary, r, f, m, score: 100 * r + 10 * f + m };
      return [profile, { fields: { ...Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, String(number)])), tier } }];
    }),
  );
}
