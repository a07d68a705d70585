import { createHash } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import type { DemoOptions } from './options.ts';
import { demoOptions } from './options.ts';
import { type Cut, emissions, emissionsOf, lineOf } from './stream.ts';
import { createWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

const until = Date.UTC(2026, 5, 1, 3);
const options = (given: Partial<DemoOptions> = {}): DemoOptions => demoOptions({ customers: 120, days: 200, until, ...given });

const linesOf = (given: Partial<DemoOptions> = {}, cut?: Cut): readonly string[] =>
  [...emissions(createWorld(options(given)), cut)].flatMap((batch) => batch.map((emission) => `${emission.source} ${lineOf(emission)}`));

const digest = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');
const inOrder = (lines: readonly string[]): readonly string[] => lines.toSorted();

it('gives the same bytes for the same seed', () => {
  expect(digest(linesOf())).toBe(digest(linesOf()));
});

it('gives other bytes for another seed', () => {
  expect(digest(linesOf({ seed: 8 }))).not.toBe(digest(linesOf()));
});

it('keeps these very bytes from one release to the next, or says so by a new digest here', () => {
  expect(digest(linesOf({ customers: 20 }))).toMatchInlineSnapshot(`"0c04575ceb0ebccf3d413b9dc5538f4d3c4825ee363609f6b43e4669485233d6"`);
});

it('makes the same messages however the work is cut', () => {
  const whole = digest(inOrder(linesOf()));
  expect(digest(inOrder(linesOf({}, { people: 7, windowDays: 11 })))).toBe(whole);
  expect(digest(inOrder(linesOf({}, { people: 50, windowDays: 91 })))).toBe(whole);
});

it('makes one person alone as among all others', () => {
  const world = createWorld(options());
  const all = [...emissions(world)].flat();
  for (const person of [0, 31, 77, 130, world.population - 1]) {
    const among = all.filter((emission) => emission.person === person).map(lineOf);
    expect(emissionsOf(world, person).emissions.map(lineOf).toSorted()).toEqual(among.toSorted());
  }
});

it('sends in order of arrival where all people fit into one cut', () => {
  const arrivals = [...emissions(createWorld(options()))].flat().map(({ arrivesAt }) => arrivesAt);
  expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
});

it('stays within the story', () => {
  const world = createWorld(options());
  for (const { ts, arrivesAt } of [...emissions(world)].flat()) {
    expect(ts >= world.start && ts < until && arrivesAt >= ts && arrivesAt < until).toBe(true);
  }
});

it('sends second copies under the same message id and never two messages under one', () => {
  const seen = new Map<string, string>();
  for (const { message, source, isCopy } of [...emissions(createWorld(options()))].flat()) {
    const key = `${source} ${message.messageId}`;
    const text = JSON.stringify(message);
    expect(isCopy || !seen.has(key)).toBe(true);
    expect(seen.get(key) ?? text).toBe(text);
    seen.set(key, text);
  }
});

it('gives every message what the collector asks for, below 32 KB', () => {
  for (const { message } of [...emissions(createWorld(options()))].flat()) {
    expect(message.userId ?? message.anonymousId).toBeTruthy();
    if (message.type === 'track') expect(message.event).toBeTruthy();
    expect(JSON.stringify(message).length).toBeLessThan(32_000);
  }
});

it('refuses what it cannot simulate', () => {
  expect(() => demoOptions({ until, customers: 6_000_000 })).toThrow('customers must be a whole number from 1 to 5000000');
  expect(() => demoOptions({ until, days: 3 })).toThrow('days must be');
});
