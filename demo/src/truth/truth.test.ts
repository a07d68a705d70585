import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { storedName } from '../events/message.ts';
import { demoOptions, tidyMess } from '../options.ts';
import { emissions } from '../stream.ts';
import { createWorld } from '../world.ts';
import { identifiersOf } from './identifiers.ts';
import { personTruth } from './person-truth.ts';
import { quantile } from './questions.ts';
import type { Totals } from './totals.ts';
import { writeTruth } from './write.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const until = Date.UTC(2026, 11, 1);
const world = createWorld(demoOptions({ customers: 300, days: 365, until }));
const folder = mkdtempSync(join(tmpdir(), 'danqing-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Identifier {
  readonly kind: string;
  readonly value: string;
  readonly shared?: true;
  readonly mistyped?: true;
}

interface PersonLine {
  readonly person: number;
  readonly kind: string;
  readonly identifiers: readonly Identifier[];
  readonly groups: readonly (readonly string[])[];
  readonly messages: number;
  readonly orders: number;
  readonly revenue: number;
  readonly refunded: number;
  readonly orderedAt: readonly string[];
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const linesOf = (name: string) =>
  read(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const readPeople = (): readonly PersonLine[] => linesOf('people.jsonl');

describe('the truth of a small world', () => {
  const all = [...emissions(world)].flat();
  let totals: Totals;
  beforeAll(() => {
    totals = writeTruth(world, folder);
  });

  it('counts what is sent, by source and by name', () => {
    const names: Record<string, number> = {};
    const sources: Record<string, number> = {};
    for (const { message, source } of all) {
      names[storedName(message)] = (names[storedName(message)] ?? 0) + 1;
      sources[source] = (sources[source] ?? 0) + 1;
    }
    expect(totals.sent).toEqual({ all: all.length, bySource: sources, byName: names });
  });

  it('counts message ids once and the planted duplicates', () => {
    const unique = new Set(all.map(({ source, message }) => `${source} ${message.messageId}`));
    expect(totals.unique.all).toBe(unique.size);
    expect(totals.duplicates).toBe(all.length - unique.size);
    expect(totals.duplicates).toBeGreaterThan(0);
    expect(totals.skewed).toBeGreaterThan(0);
    expect(totals.late).toBeGreaterThan(0);
  });

  it('adds up orders, refunds and people', () => {
    const orders = new Map<string, number>();
    for (const { message } of all)
      if (message.event === 'Order Completed') orders.set(JSON.stringify(message.properties?.['order_id']), Number(message.properties?.['revenue']));
    expect(totals.orders).toBe(orders.size);
    expect(totals.revenue).toBeCloseTo(
      [...orders.values()].reduce((sum, revenue) => sum + revenue, 0),
      2,
    );
    expect(totals.people).toEqual({ customer: 300, visitor: 120, bot: world.bots });
  });

  it('agrees with the sum of its people', () => {
    const people = readPeople();
    const sum = (of: (person: PersonLine) => number): number => people.reduce((total, person) => total + of(person), 0);
    expect(people).toHaveLength(world.population);
    expect(sum(({ messages }) => messages)).toBe(totals.unique.all);
    expect(sum(({ orders }) => orders)).toBe(totals.orders);
    expect(sum(({ revenue }) => revenue)).toBeCloseTo(totals.revenue, 2);
    expect(sum(({ refunded }) => refunded)).toBeCloseTo(totals.refunded, 2);
  });

  it('names every identifier that is sent, valid and unmasked', () => {
    const known = new Map<number, Set<string>>();
    for (const { person, identifiers } of readPeople()) {
      known.set(person, new Set(identifiers.map(({ kind, value }) => `${kind}=${value}`)));
      for (const { kind, value, mistyped } of identifiers) if (kind === 'phone' && mistyped !== true) expect(isValidPhoneNumber(value)).toBe(true);
    }
    for (const { person, message } of all)
      for (const { kind, value } of identifiersOf(message)) if (known.get(person)?.has(`${kind}=${value}`) !== true) expect.unreachable(`${kind}=${value}`);
    expect(read('people.jsonl')).not.toContain('****');
    expect(all.some(({ message }) => message.traits?.phone?.includes('****') === true)).toBe(true);
  });

  it('gives no unshared identifier to two people', () => {
    const owners = new Map<string, number>();
    for (const { person, identifiers } of readPeople()) {
      for (const { kind, value, shared, mistyped } of identifiers) {
        if (shared === true || mistyped === true || kind === 'device_id') continue;
        expect(owners.get(`${kind}=${value}`)).toBeUndefined();
        owners.set(`${kind}=${value}`, person);
      }
    }
  });

  it('lists who uses what is shared', () => {
    const shared: readonly { kind: string; identifier: string; people: readonly number[] }[] = linesOf('shared.jsonl');
    expect(new Set(shared.map(({ kind }) => kind)).has('ring')).toBe(true);
    const people = new Map(readPeople().map((person) => [person.person, person]));
    for (const { identifier, people: users } of shared) {
      for (const user of users)
        expect(people.get(user)?.identifiers.some(({ kind, value, shared: isShared }) => `${kind}=${value}` === identifier && isShared === true)).toBe(true);
    }
  });

  it('answers its questions as a count of order times does', () => {
    const answers: readonly { question: string; person: number; value: number }[] = linesOf('answers.jsonl');
    const people = readPeople().filter(({ kind }) => kind === 'customer');
    const often = people.filter(({ orderedAt }) => orderedAt.filter((at) => Date.parse(at) > until - 90 * 86_400_000).length >= 3).map(({ person }) => person);
    expect(answers.filter(({ question }) => question === 'bought_3_in_90_days').map(({ person }) => person)).toEqual(often);
    expect(often.length).toBeGreaterThan(3);
    const overdue = people.filter(({ orderedAt }) => {
      const times = orderedAt.map((at) => Date.parse(at));
      const [first, last] = [times[0], times.at(-1)];
      return first !== undefined && last !== undefined && times.length > 1 && (until - last) / ((last - first) / (times.length - 1)) > 1.5;
    });
    expect(answers.filter(({ question }) => question === 'overdue_by_own_rhythm').map(({ person }) => person)).toEqual(overdue.map(({ person }) => person));
  });

  it('keeps of the best in women’s wear who are overdue and wait for nothing', () => {
    const answers: readonly { question: string; person: number }[] = linesOf('answers.jsonl');
    const of = (key: string): ReadonlySet<number> => new Set(answers.filter(({ question }) => question === key).map(({ person }) => person));
    const filed = new Map<unknown, number>();
    for (const { person, message } of all) if (message.event === 'Complaint Filed') filed.set(message.properties?.['ticket_id'], person);
    for (const { message } of all) if (message.event === 'Ticket Resolved') filed.delete(message.properties?.['ticket_id']);
    const waiting = new Set(filed.values());
    expect(of('complaint_open')).toEqual(waiting);
    expect(waiting.size).toBeGreaterThan(0);
    const expected = [...of('womenswear_net_top_20_percent')].filter((person) => of('overdue_by_own_rhythm').has(person) && !waiting.has(person));
    expect([...of('womenswear_top_overdue_without_open_complaint')]).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it('is written alike each time', () => {
    const before = ['people.jsonl', 'answers.jsonl', 'campaigns.jsonl', 'shared.jsonl', 'totals.json', 'manifest.json', 'answers.json'].map(read);
    writeTruth(createWorld(world.options), folder);
    expect(['people.jsonl', 'answers.jsonl', 'campaigns.jsonl', 'shared.jsonl', 'totals.json', 'manifest.json', 'answers.json'].map(read)).toEqual(before);
  });
});

describe('a tidy world', () => {
  const tidy = createWorld(demoOptions({ customers: 300, days: 365, until, mess: tidyMess }));

  it('can be put together from exact identifiers, one group a customer', () => {
    for (let index = 0; index < 300; index += 1) {
      expect(personTruth(tidy, index).record['groups']).toHaveLength(1);
    }
  });

  it('shares, repeats and mistypes nothing', () => {
    const people = Array.from({ length: tidy.population }, (_, index) => personTruth(tidy, index));
    expect(people.flatMap(({ emissions: sent }) => sent).every(({ isCopy, skewMs, ts, arrivesAt }) => !isCopy && skewMs === 0 && ts === arrivesAt)).toBe(true);
    expect(JSON.stringify(people.map(({ record }) => record))).not.toMatch(/"(shared|mistyped)":true/);
  });
});

it('takes quantiles of type 7', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.8)).toBeCloseTo(4.2, 10);
});
