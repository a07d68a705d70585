import { expect, it } from 'vitest';
import { chooseDue, type DueWorld, isLiveBehind, nextDueAt, resumesAt, retryDelayMs } from './due.ts';
import { byName } from './graph.ts';
import type { Node } from './types.ts';

const now = Date.UTC(2026, 5, 1, 12);
const ago = (ms: number): Date => new Date(now - ms);

/** A live segment that was computed a minute ago and includes everything up to position 100. */
const node = (definitionId: number, change: Partial<Node> = {}): Node => ({
  kind: 'segment',
  definitionId,
  workspace: 1,
  key: `s${definitionId}`,
  version: 1,
  refresh: 'live',
  usesTags: [],
  usesSegments: [],
  isTimed: false,
  state: 'ready',
  requests: 1,
  served: 1,
  dueAt: null,
  retryAt: null,
  position: 100,
  timedAt: null,
  tagsSeen: {},
  lastRun: 0,
  reconciledAt: null,
  drift: 0,
  computedAt: ago(60_000),
  count: 1,
  elapsedMs: 10,
  failures: 0,
  error: null,
  stoppedAt: null,
  ...change,
});
const tag = (definitionId: number, change: Partial<Node> = {}): Node => node(definitionId, { kind: 'tag', key: `t${definitionId}`, ...change });
/** Nothing is followed by ticks: definitions that only a run in full can bring up to date. */
const world = (head: number): DueWorld => ({ headOf: () => head, isFollowed: () => false, isDrifting: () => false });
const due = (nodes: readonly Node[], passed: number): readonly string[] =>
  chooseDue(nodes, world(passed), now).map(({ node, cause }) => `${node.key} ${cause}`);

it('leaves a live definition alone while no data passes, and computes it when some has', () => {
  expect(due([node(1)], 100)).toEqual([]);
  expect(due([node(1)], 101)).toEqual(['s1 data']);
});

it('computes a live definition at most every two seconds, and at most a fifth of the time', () => {
  expect(due([node(1, { computedAt: ago(1999) })], 101)).toEqual([]);
  expect(due([node(1, { computedAt: ago(9_999), elapsedMs: 2500 })], 101)).toEqual([]);
  expect(due([node(1, { computedAt: ago(10_000), elapsedMs: 2500 })], 101)).toEqual(['s1 data']);
});

it('lets time alone move live definitions that have a window, each minute, and less often when all of them together are dear', () => {
  expect(due([node(1, { isTimed: true, computedAt: ago(59_999) })], 100)).toEqual([]);
  expect(due([node(1, { isTimed: true }), node(2)], 100)).toEqual(['s1 time']);
  expect(due([node(1, { isTimed: true }), node(2, { elapsedMs: 5000 })], 100)).toEqual([]);
});

it('does what people wait for first, then what has waited longest', () => {
  const nodes = [
    node(1, { computedAt: ago(5000) }),
    node(2, { computedAt: ago(9000) }),
    node(3, { requests: 2, refresh: 'manual', computedAt: ago(10) }),
    node(4, { computedAt: null, position: -1, requests: 1, served: 0 }),
  ];
  expect(due(nodes, 101)).toEqual(['s4 created', 's3 requested', 's2 data', 's1 data']);
});

it('names an edit as what it is', () => {
  expect(due([node(1, { requests: 2, position: -1 })], 100)).toEqual(['s1 edited']);
});

it('runs by the hour and by the day of the workspace', () => {
  expect(due([node(1, { refresh: 'hourly', dueAt: new Date(now) }), node(2, { refresh: 'daily', dueAt: new Date(now + 1) })], 100)).toEqual(['s1 schedule']);
  const moment = Date.UTC(2026, 5, 1, 17, 40);
  expect(nextDueAt('hourly', moment, 'Asia/Shanghai')?.toISOString()).toBe('2026-06-01T18:00:00.000Z');
  expect(nextDueAt('hourly', moment, 'Asia/Kolkata')?.toISOString()).toBe('2026-06-01T18:30:00.000Z');
  expect(nextDueAt('daily', moment, 'Asia/Shanghai')?.toISOString()).toBe('2026-06-02T16:00:00.000Z');
  expect(nextDueAt('daily', Date.UTC(2026, 2, 29, 0, 30), 'Europe/Berlin')?.toISOString()).toBe('2026-03-29T22:00:00.000Z');
  expect(nextDueAt('manual', moment, 'UTC')).toBeNull();
});

it('lets a definition wait for a live tag that it reads, also through a segment, and count only what the tag includes', () => {
  const behind = [tag(1, { computedAt: ago(100) }), node(2, { usesTags: [1] }), node(3, { usesSegments: [2] })];
  expect(due(behind, 120)).toEqual([]); // the tag pauses between two runs; its readers would have to be computed again after it
  const caughtUp = [tag(1, { position: 120, computedAt: ago(100) }), node(2, { usesTags: [1] }), node(3, { usesSegments: [2] })];
  expect(chooseDue(caughtUp, world(125), now).map((each) => [each.node.key, each.position])).toEqual([
    ['s2', 120],
    ['s3', 120],
  ]);
});

it('does not wait for a tag that fails', () => {
  const nodes = [tag(1, { failures: 1, retryAt: new Date(now + 1000) }), node(2, { usesTags: [1] })];
  expect(due(nodes, 120)).toEqual(['s2 data']);
});

it('tries a failed one again after a pause that grows, and gives up after five times until something is new', () => {
  expect(due([node(1, { failures: 1, retryAt: new Date(now + 1), requests: 2 })], 100)).toEqual([]);
  expect([1, 2, 3, 4, 5, 6].map(retryDelayMs)).toEqual([1000, 2000, 4000, 8000, 300_000, 300_000]);
});

it('calls a live definition behind until it includes all that has passed and the newest values of the tags it reads', () => {
  const isBehind = (one: Node, head: number, others: readonly Node[] = []): boolean => isLiveBehind(byName([one, ...others]), one, head);
  expect([isBehind(node(1), 100), isBehind(node(1), 101), isBehind(node(1, { requests: 2 }), 100)]).toEqual([false, true, true]);
  expect(isBehind(node(1, { refresh: 'hourly' }), 101)).toBe(false);
  const reader = node(1, { usesTags: [7], tagsSeen: { 7: 4 } });
  expect([isBehind(reader, 100, [tag(7, { lastRun: 4 })]), isBehind(reader, 100, [tag(7, { lastRun: 5 })])]).toEqual([false, true]);
});

it('leaves to the ticks what they follow, unless its values are missing', () => {
  const followed: DueWorld = { headOf: () => 120, isFollowed: () => true, isDrifting: ({ key }) => key === 's3' };
  const chosen = chooseDue([node(1), node(2, { position: -1 }), node(3), node(4, { isTimed: true })], followed, now);
  expect(chosen.map(({ node: { key }, cause }) => `${key} ${cause}`)).toEqual(['s2 data', 's3 time']);
});

it('leaves a stopped definition alone until its time comes or somebody asks', () => {
  const stopped = { state: 'stopped', stoppedAt: ago(1000), position: -1, computedAt: ago(3_600_000), isTimed: true } as const;
  expect(due([node(1, stopped)], 500)).toEqual([]);
  expect(due([node(1, { ...stopped, refresh: 'daily', dueAt: new Date(now + 1) })], 500)).toEqual([]);
  expect(due([node(1, { ...stopped, dueAt: ago(0) })], 500)).toEqual(['s1 schedule']);
  expect(due([node(1, { ...stopped, state: 'pending', position: 100, requests: 2 })], 500)).toEqual(['s1 requested']);
});

it('does not make the readers of a stopped tag wait, nor fall behind with it', () => {
  const stopped = tag(1, { state: 'stopped', position: -1 });
  const reader = node(2, { usesTags: [1] });
  expect(chooseDue([stopped, reader], world(101), now)).toMatchObject([{ node: { key: 's2' }, cause: 'data', position: 101 }]);
});

it('says when a stopped definition runs again by itself: by its schedule, a live one with the next day, one by hand never', () => {
  const at = Date.UTC(2026, 5, 1, 12, 30);
  const next = (['hourly', 'daily', 'live', 'manual'] as const).map((refresh) => resumesAt(refresh, at, 'Asia/Shanghai')?.toISOString() ?? null);
  expect(next).toEqual(['2026-06-01T13:00:00.000Z', '2026-06-01T16:00:00.000Z', '2026-06-01T16:00:00.000Z', null]);
});

it('does not count a stopped definition as behind: nothing is under way', () => {
  const stopped = node(1, { state: 'stopped', position: 5 });
  expect(isLiveBehind(byName([stopped]), stopped, 100)).toBe(false);
});
