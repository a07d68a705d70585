import { expect, it } from 'vitest';
import { dependenciesOf, parseRule, parseSegments } from './index.ts';

const vocabulary = {
  tags: new Map([['tier', { id: 1, type: 'text' as const, fields: [] }]]),
  segments: new Map<string, unknown>([['buyers', { did: 'Order Completed', window: { last: 90, unit: 'day' } }]]),
};
const at = Date.UTC(2026, 10, 20);
const of = (json: unknown) => {
  const parsed = parseRule(json, vocabulary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return dependenciesOf(parsed.rule, { at, timezone: 'UTC', segments: parseSegments(vocabulary) });
};

it('finds what a rule reads, through segments, and how far back events count', () => {
  expect(
    of({
      all: [
        { segment: 'buyers' },
        { trait: 'city', op: 'exists' },
        { tag: 'tier', op: 'exists' },
        { did: '*', where: { prop: '$page.path', op: 'eq', value: '/' }, window: { last: 7, unit: 'day' } },
        { has: 'email' },
      ],
    }),
  ).toEqual({
    events: ['*', 'Order Completed'],
    properties: ['$page.path'],
    traits: ['city'],
    tags: ['tier'],
    segments: ['buyers'],
    lists: [],
    metrics: [],
    consents: [],
    entities: [],
    identifiers: ['email'],
    earliestMs: at - 90 * 86_400_000 + 1,
  });
});

it('reaches back for ever when one condition does', () => {
  expect(of({ any: [{ did: 'A', window: { last: 7, unit: 'day' } }, { did: 'B' }] }).earliestMs).toBeNull();
  expect(of({ has: 'email' }).earliestMs).toBeNull();
});
