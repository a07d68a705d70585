import type { CleaningRule, QualityFigure } from '@danqing/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createObserver, openCleaningDirectory } from '#pipeline';
import { readDifferences } from '#profile';
import { openTestPipeline, type TestPipeline, track } from '../../pipeline/testing.ts';
import { describeField } from '../report/fields.ts';
import { readFlows } from '../report/flow.read.ts';
import { funnelOf } from '../report/funnel.ts';
import { makeReport } from '../report/report.ts';
import { readStandings } from '../standings.ts';
import { replaceThresholds } from '../threshold/threshold.store.ts';
import { noteFlows } from './flow.store.ts';
import { measure } from './measure.ts';

/** A thousand orders of a web shop and five hundred of them told by the till as well, with faults whose numbers are known. */
const planted = { orders: 1000, without: 70, unreadable: 30, repeated: 20, late: 50, atTill: 500, differing: 20 };
const zone = 'Asia/Shanghai';

const phone: CleaningRule = {
  isOn: true,
  otherwise: 'keep',
  examples: [],
  id: 'phone',
  name: 'phone',
  part: 'properties',
  path: 'phone',
  steps: [{ do: 'phone' }],
};

const order = (n: number, over: Record<string, string | number> = {}) => {
  const isLate = n % 20 === 0;
  return track(`web-${n}`, {
    event: 'Order Completed',
    userId: `u${n % 100}`,
    timestamp: isLate ? '2026-11-18T02:00:00.000Z' : '2026-11-20T02:00:00.000Z',
    properties: {
      order_id: `o${n}`,
      revenue: n,
      phone: n < planted.unreadable ? '不详' : `138${String(n).padStart(8, '0')}`,
      ...(n >= planted.orders - planted.without ? {} : { city: '杭州' }),
      // Nobody can ask for fields without a name; they hold up nothing.
      ...(n === 1 ? { '': 1, a: { '': 1 }, b: [{ '': 1 }] } : {}),
      ...over,
    },
  });
};

let test: TestPipeline;
const run = async () => {
  const { pg, clickhouse } = test.stores;
  await noteFlows({ pg, log: test.log, clock: test.clock, zoneOf: () => zone });
  await measure({ pg, clickhouse, clock: test.clock }, 1, zone);
};

beforeAll(async () => {
  test = await openTestPipeline();
  const { pg } = test.stores;
  await pg.query(`INSERT INTO govern.workspace (key, name, timezone) VALUES ('test', 'Test', $1)`, [zone]);
  const rules = JSON.stringify([phone]);
  await pg.query(`INSERT INTO pipeline.cleaning (workspace, version, rules, author, reason, created_at) VALUES (1, 1, $1, 'Lin', 'because', now())`, [rules]);
  const cleaning = await openCleaningDirectory(pg);
  const pipeline = test.start({ cleaning, observer: createObserver() });
  const web = Array.from({ length: planted.orders }, (_, n) => order(n));
  await test.send(web);
  await test.send(web.slice(100, 100 + planted.repeated));
  const till = Array.from({ length: planted.atTill }, (_, n) => ({
    ...order(n, { city: n < planted.differing ? '苏州' : ' 杭州 ' }),
    messageId: `till-${n}`,
    timestamp: '2026-11-20T03:00:00.000Z',
  }));
  await test.send(till, { sourceId: 2 });
  await test.settled();
  await pipeline.stop();
  await cleaning.close();
  await run();
}, 60_000);
afterAll(() => test.close());

const nobody = { events: new Map(), properties: new Map(), traits: new Map() };
const deps = () => ({ pg: test.stores.pg, clock: test.clock, sources: test.deps.sources, usesOf: () => Promise.resolve(nobody) });
const report = (source?: string) => makeReport(deps(), { workspace: 1, timezone: zone, days: 30, source });
const share = ({ good, n }: QualityFigure) => [n - good, n];
const fieldOf = (field: string) => describeField(deps(), { workspace: 1, timezone: zone, days: 30, event: 'Order Completed', field });

it('names what was missing, unreadable, repeated, late and disagreed upon, to the message', async () => {
  const web = await report('web');
  expect(share(web.figures.uniqueness)).toEqual([planted.repeated, planted.orders + planted.repeated]);
  expect(share(web.figures.timeliness)).toEqual([planted.late, planted.orders]);
  const [city, phones] = [await fieldOf('city'), await fieldOf('phone')];
  const of = (one: typeof city, source: string) => one.bySource.find((part) => part.source === source)?.figures;
  expect(of(city, 'web')?.completeness).toMatchObject({ good: planted.orders - planted.without, n: planted.orders });
  expect(of(phones, 'web')?.validity).toMatchObject({ good: planted.orders - planted.unreadable, n: planted.orders });
  expect(city.pairs).toEqual([{ a: 'shop', b: 'web', both: planted.atTill, agree: planted.atTill - planted.differing, isSample: false }]);
  expect(city.figures.consistency).toMatchObject({ good: 480, n: 500, share: 0.96, verdict: 'good' });
});

it('adds up to the message from arrival to the end', async () => {
  const { before, after } = await readFlows(test.stores.pg, { workspace: 1, from: '2026-11-20', to: '2026-11-20' });
  const funnel = funnelOf(before, after, (id) => id);
  expect(funnel).toMatchObject({ before: 0, arrived: 1520, stored: 1500, dropped: 20, parked: 0, waiting: 0, drops: [{ reason: 'duplicate', events: 20 }] });
  expect(funnel.mends).toMatchObject([{ rule: 'phone', refused: 60 }]);
});

it('says the worst first, with whom it concerns, and nothing that is as it should be', async () => {
  const { worst, findings, score } = await report();
  expect(findings).toBe(worst.length);
  expect(worst.map(({ dimension, source, field, affected }) => [dimension, source, field, affected])).toEqual([
    ['validity', 'shop', 'phone', planted.unreadable],
  ]);
  expect(score).toBeGreaterThan(90);
});

it('fires for what is below its threshold and is clear again when the threshold is another', async () => {
  const { pg } = test.stores;
  const look = () => readStandings({ pg, sources: test.deps.sources, now: test.clock.now() }, { workspace: 1, timezone: zone }, 7);
  const below = async () => (await look()).filter(({ isBelow }) => isBelow).map(({ finding }) => `${finding.source}/${finding.field}/${finding.dimension}`);
  expect(await below()).toEqual(['shop/phone/validity']);
  await replaceThresholds(pg, 1, { at: new Date(0), name: 'Lin' }, [{ dimension: 'validity', source: '', event: '*', field: 'phone', least: 0.5 }]);
  expect(await below()).toEqual([]);
  // 95 % in time and 98.04 % once: at their thresholds, and not far enough above them to be called well.
  expect((await look()).map(({ finding }) => finding.dimension).toSorted()).toEqual(['timeliness', 'uniqueness']);
});

it('counts the days anew for which something came late, and nothing twice', async () => {
  const { pg } = test.stores;
  const on = async (day: string) =>
    (
      await pg.query<{ messages: number }>(`SELECT sum(messages)::int AS messages FROM quality.subject_day WHERE event = 'Order Completed' AND day = $1`, [day])
    )[0]?.messages;
  expect(await on('2026-11-18')).toBe(planted.late);
  const pipeline = test.start({ observer: createObserver() });
  await test.send([{ ...order(5000), timestamp: '2026-11-18T05:00:00.000Z' }]);
  await test.settled();
  await pipeline.stop();
  await run();
  await run();
  expect([await on('2026-11-18'), await on('2026-11-20')]).toEqual([planted.late + 1, planted.orders - planted.late + planted.atTill]);
});

it('shows of whom sources differ, and not of whom they only write otherwise', async () => {
  const of = { workspace: 1, event: 'Order Completed', field: 'city', a: 'shop', b: 'web', from: 0, limit: 100 };
  const found = await readDifferences(test.stores.clickhouse, of);
  expect(found).toHaveLength(planted.differing);
  expect(found[0]).toEqual({ profile: 0, order: 'o0', a: '苏州', b: '杭州' });
  expect(await readDifferences(test.stores.clickhouse, { ...of, event: '', field: 'city' })).toEqual([]);
});

it('keeps nothing of what anybody said', async () => {
  const kept = await Promise.all(
    ['standing', 'field_day', 'subject_day', 'flow_day', 'progress'].map((table) =>
      test.stores.pg.query<{ text: string }>(`SELECT t::text AS text FROM quality.${table} t`),
    ),
  );
  const text = JSON.stringify(kept);
  expect(text).toContain('revenue');
  for (const said of ['杭州', '苏州', '13800000', '不详', 'u99', 'o999']) expect(text).not.toContain(said);
});
