import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '#compile';
import { contextAt, readVocabulary } from '#evaluate';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';
import { portray } from './portrait.ts';
import { createShapes } from './shapes.ts';

interface Person {
  readonly city?: string;
  readonly email: string;
  readonly age?: number;
  readonly interests?: readonly string[];
  readonly born?: string;
  readonly address: { readonly zone: string };
}

let world: Definitions;
/** 400 people drawn by a fixed rule; every fourth has no city, every fifth no age. */
const people = new Map<number, Person>(
  Array.from({ length: 400 }, (_, index): [number, Person] => {
    const turn = (index * 7919) % 1000;
    return [
      index + 1,
      {
        ...(index % 4 === 3 ? {} : { city: ['Shanghai', 'Beijing', 'Chengdu'][turn % 3] ?? '' }),
        email: `p${index}@example.com`,
        ...(index % 5 === 4 ? {} : { age: 18 + (turn % 50) }),
        interests: [...(turn % 2 === 0 ? ['tea'] : []), ...(turn % 3 === 0 ? ['travel'] : [])],
        born: `${1950 + (turn % 50)}-03-01`,
        address: { zone: turn % 3 === 0 && index % 2 === 0 ? 'east' : 'west' },
      },
    ];
  }),
);
const buyers = [...people.keys()].filter((id) => id % 3 === 0);

beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles(Object.fromEntries([...people].map(([id, person]) => [id, JSON.parse(JSON.stringify(person))])));
  await world.addEvents(buyers.map((profile) => ({ profile, at: '2026-05-30T00:00:00Z', properties: { revenue: profile } })));
  const shanghai = { trait: 'city', op: 'eq', value: 'Shanghai' };
  await world.call('POST', '/segments', { key: 'shanghai', rule: shanghai, refresh: 'manual' });
  await world.call('POST', '/segments', { key: 'buyers', rule: { did: 'Order Completed' }, refresh: 'manual' });
});
afterAll(() => world.close());

interface BucketView {
  kind: string;
  value: string | null;
  from: number | string | null;
  to: number | string | null;
  inside: number;
  base: number;
  insideShare: number;
  baseShare: number;
  index: number | null;
}
interface AttributeView {
  kind: string;
  key: string;
  form: string;
  isInRule: boolean;
  isSignificant: boolean;
  q: number;
  strength: number;
  known: object;
  numbers: { inside: { mean: number; median: number }; base: { mean: number; median: number } };
  buckets: BucketView[];
}
const portraitOf = async (url: string): Promise<{ attributes: AttributeView[]; inside: number; base: number; both: number; leftOut: object[] }> => {
  const { status, body } = await world.call('GET', `/segments/${url}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const attribute = (portrait: { attributes: AttributeView[] }, key: string): AttributeView => {
  const found = portrait.attributes.find((each) => each.key === key);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
};
const isBuyer = (id: number): boolean => buyers.includes(id);
const isShanghai = (id: number): boolean => people.get(id)?.city === 'Shanghai';
const count = (wanted: (id: number, person: Person) => boolean): number => [...people].filter(([id, person]) => wanted(id, person)).length;

describe('a portrait', () => {
  it('counts every value on both sides as counting by hand does', async () => {
    const portrait = await portraitOf('buyers/portrait');
    expect(portrait).toMatchObject({ inside: buyers.length, base: 400, both: buyers.length });
    for (const { value, kind, inside, base, insideShare, baseShare, index } of attribute(portrait, 'city').buckets) {
      const has = (person: Person): boolean => (kind === 'unknown' ? person.city === undefined : person.city === value);
      const [insideCount, baseCount] = [count((id, person) => isBuyer(id) && has(person)), count((_id, person) => has(person))];
      expect([inside, base]).toEqual([insideCount, baseCount]);
      expect([insideShare, baseShare]).toEqual([insideCount / buyers.length, baseCount / 400]);
      expect(index).toBeCloseTo((insideCount / buyers.length / (baseCount / 400)) * 100, 9);
    }
    expect(attribute(portrait, 'city').buckets.map(({ kind, value }) => value ?? kind)).toEqual(['Beijing', 'Chengdu', 'Shanghai', 'unknown']);
  });

  it('cuts numbers into fifths of everyone and gives means and medians', async () => {
    const portrait = await portraitOf('shanghai/portrait');
    const age = attribute(portrait, 'age');
    const ages = (wanted: (id: number) => boolean): number[] =>
      [...people].flatMap(([id, { age: value }]) => (value !== undefined && wanted(id) ? [value] : []));
    expect(age.form).toBe('numbers');
    for (const { kind, from, to, inside, base } of age.buckets) {
      if (kind === 'unknown') continue;
      const within = (value: number): boolean => (from === null || value > Number(from)) && (to === null || value <= Number(to));
      expect([inside, base]).toEqual([ages(isShanghai).filter(within).length, ages(() => true).filter(within).length]);
    }
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const median = (values: number[]): number => {
      const sorted = values.toSorted((a, b) => a - b);
      const middle = (sorted.length - 1) / 2;
      return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
    };
    expect(age.numbers.inside.mean).toBeCloseTo(mean(ages(isShanghai)), 9);
    expect([age.numbers.inside.median, age.numbers.base.median]).toEqual([median(ages(isShanghai)), median(ages(() => true))]);
    expect(age.numbers.base.mean).toBeCloseTo(mean(ages(() => true)), 9);
  });

  it('shows metrics among the attributes', async () => {
    const { numbers, known, form } = attribute(await portraitOf('shanghai/portrait'), 'gross_sales');
    const sales = buyers.filter(isShanghai);
    expect([form, known]).toEqual(['numbers', { inside: sales.length, base: buyers.length }]);
    expect(numbers.inside.mean).toBeCloseTo(sales.reduce((sum, id) => sum + id, 0) / sales.length, 6);
    expect(attribute(await portraitOf('buyers/portrait'), 'orders').known).toEqual({ inside: buyers.length, base: 400 });
  });

  it('shows some kinds of attributes only, and counts everybody where drawing would save nothing', async () => {
    const { status, body } = await world.call('GET', '/segments/shanghai/portrait?kinds=metric&estimate=true');
    expect([status, body.oneIn, body.base, new Set(body.attributes.map(({ kind }: { kind: string }) => kind))]).toEqual([200, 1, 400, new Set(['metric'])]);
    expect((await world.call('GET', '/segments/shanghai/portrait?kinds=names')).status).toBe(400);
  });

  it('draws one customer in so many, the same on both sides, and tells their shares', async () => {
    const vocabulary = await readVocabulary(world.base.lookup, world.workspace);
    const context = await contextAt(world.base, world.workspace, undefined, vocabulary);
    const everyone: Rule = { kind: 'all', of: [] };
    const { clickhouse } = world.stores;
    const drawn = await portray(
      { clickhouse, shapes: createShapes(clickhouse, world.clock) },
      { inside: everyone, against: null, context, vocabulary, oneIn: 2 },
      new AbortController().signal,
    );
    expect([drawn.oneIn, drawn.inside === drawn.base, drawn.base > 150 && drawn.base < 250]).toEqual([2, true, true]);
    expect(drawn.attributes.every(({ buckets }) => buckets.every(({ index }) => index === null || index === 100))).toBe(true);
  });

  it('counts elements of lists, and dates in bins', async () => {
    const portrait = await portraitOf('shanghai/portrait');
    for (const { kind, value, inside, base } of attribute(portrait, 'interests').buckets) {
      const has = ({ interests = [] }: Person): boolean => (kind === 'unknown' ? interests.length === 0 : interests.includes(value ?? ''));
      expect([inside, base]).toEqual([count((id, person) => isShanghai(id) && has(person)), count((_id, person) => has(person))]);
    }
    const born = attribute(portrait, 'born');
    expect([born.form, born.buckets[0]?.to]).toEqual(['dates', expect.stringMatching(/^19\d\d-\d\d-\d\d$/)]);
    const total = born.buckets.reduce((sum, { base }) => sum + base, 0);
    expect(total).toBe(400);
  });

  it('holds a segment against another, people in both counted on both sides', async () => {
    const portrait = await portraitOf('buyers/portrait?against=shanghai');
    expect(portrait).toMatchObject({ inside: buyers.length, base: count(isShanghai), both: buyers.filter(isShanghai).length });
    const east = attribute(portrait, 'address.zone').buckets.find(({ value }) => value === 'east');
    expect([east?.inside, east?.base]).toEqual([
      count((id, { address }) => isBuyer(id) && address.zone === 'east'),
      count((id, { address }) => isShanghai(id) && address.zone === 'east'),
    ]);
  });

  it('puts what differs most first, says what the rule asks for, and never shows what names people', async () => {
    const portrait = await portraitOf('shanghai/portrait');
    expect(portrait.attributes[0]).toMatchObject({ key: 'city', isInRule: true, isSignificant: true });
    const significant = portrait.attributes.map((each) => each.isSignificant);
    expect(significant).toEqual(significant.toSorted((a, b) => Number(b) - Number(a)));
    expect(portrait.leftOut).toContainEqual({ kind: 'trait', key: 'email', reason: 'identifying' });
    expect(JSON.stringify(portrait.attributes)).not.toContain('@example.com');
  });

  it('is drawn of a rule that nobody kept', async () => {
    const { status, body } = await world.call('POST', '/segments/portrait', { rule: { all: [] } });
    expect([status, body.inside, body.attributes.every((each: AttributeView) => !each.isSignificant)]).toEqual([200, 400, true]);
    expect((await world.call('POST', '/segments/portrait', { rule: { segment: 'x' }, against: { segment: 'y' } })).body.errors).toHaveLength(2);
  });
});
