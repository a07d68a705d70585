import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestPipeline, type TestPipeline } from '../../pipeline/testing.ts';
import { measure } from '../measure/measure.ts';
import { describeField } from '../report/fields.ts';
import { makeReport } from '../report/report.ts';
import { measureStanding } from './measure-standing.ts';

/** Six hundred customers, of whom every third has an e-mail. */
const people = 600;
const zone = 'Asia/Shanghai';
const limits = { people: 200, sayings: 1e9, leastPeople: 1, orders: 200 };
let test: TestPipeline;

beforeAll(async () => {
  test = await openTestPipeline();
  await test.stores.pg.query(`INSERT INTO govern.workspace (key, name, timezone) VALUES ('test', 'Test', $1)`, [zone]);
  const pipeline = test.start();
  const person = (n: number): object => ({
    type: 'identify',
    messageId: `i${n}`,
    userId: `u${n}`,
    timestamp: '2026-11-20T02:00:00.000Z',
    traits: { city: '杭州', ...(n % 3 === 0 ? { email: `u${n}@example.com` } : {}) },
  });
  await test.send(Array.from({ length: people }, (_, n) => person(n)));
  await test.settled();
  await pipeline.stop();
});
afterAll(() => test.close());

const nobody = { events: new Map(), properties: new Map(), traits: new Map() };
/** As if a segment read e-mails: then gaps count. */
const used = { ...nobody, traits: new Map([['email', [{ kind: 'segment' as const, key: 'mail', name: 'Mail' }]]]) };
const deps = () => ({ pg: test.stores.pg, clock: test.clock, sources: test.deps.sources, usesOf: () => Promise.resolve(used) });
const asked = { workspace: 1, timezone: zone, days: 30 };
const parts = () => ({ pg: test.stores.pg, clickhouse: test.stores.clickhouse, clock: test.clock });

it('looks at everybody when they are few, exactly and without a word of a sample', async () => {
  await measure(parts(), 1, zone);
  const report = await makeReport(deps(), { ...asked, source: undefined });
  expect([report.people, report.sample]).toEqual([people, null]);
  const missing = report.worst.find(({ dimension, field }) => dimension === 'completeness' && field === 'email');
  expect(missing).toMatchObject({ n: people, affected: 400, isAbout: false, says: { en: expect.stringContaining('web: 400 people lack') } });
  const email = await describeField(deps(), { ...asked, event: '', field: 'email' });
  expect(email.figures.completeness).toMatchObject({ good: 200, n: people, isSample: false });
});

it('says of a sample that it is one, of how many, and estimates how many it is about', async () => {
  await measureStanding(parts(), 1, zone, limits);
  const report = await makeReport(deps(), { ...asked, source: undefined });
  const { sample } = report;
  if (sample === null) throw new Error('no sample was taken');
  expect(sample).toMatchObject({ oneOf: 3, people });
  expect(sample.looked).toBeGreaterThan(60);
  expect(sample.looked).toBeLessThan(400);
  const email = await describeField(deps(), { ...asked, event: '', field: 'email' });
  expect(email.sample).toEqual(sample);
  const { completeness } = email.figures;
  expect(completeness).toMatchObject({ n: sample.looked, isSample: true });
  expect(email.people).toEqual({ filled: completeness.good, all: sample.looked });
  expect(email.bySource[0]?.figures.completeness).toMatchObject({ n: sample.looked, good: completeness.good, isSample: true });
  expect([completeness.low ?? 1, completeness.high ?? 0].map((bound) => bound < 1 / 3)).toEqual([true, false]);
  const missing = report.worst.find(({ dimension, field }) => dimension === 'completeness' && field === 'email');
  expect(missing).toMatchObject({ n: people, isAbout: true, says: { zh: expect.stringContaining('约'), en: expect.stringContaining('about') } });
  expect(missing?.affected).toBe(Number(Math.round(((sample.looked - completeness.good) * people) / sample.looked).toPrecision(3)));
});
