import type { Plan, PlanProperty } from '@danqing/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller } from '#govern';
import { workspaceId } from '#kernel';
import { createObserver } from '../catalogue/observer.ts';
import { countQuarantine } from '../quarantine.read.ts';
import { openTestPipeline, type TestPipeline, track } from '../testing.ts';
import { readBreaches } from './breach.read.ts';
import { openPlanDirectory, type PlanDirectory } from './directory.ts';
import { effectOf } from './effect.ts';
import { readLearned } from './learned.read.ts';
import { messagesAt } from './messages.read.ts';
import { readDraft, readPlanVersions, readPublished } from './plan.store.ts';
import { changeDraft, publishDraft } from './publish.ts';
import { readPlanRows } from './rows.read.ts';

let test: TestPipeline;
let plans: PlanDirectory;
beforeAll(async () => {
  test = await openTestPipeline();
  plans = await openPlanDirectory(test.stores.pg);
});
afterAll(async () => {
  await plans.close();
  await test.close();
});

const caller: Caller = {
  workspace: workspaceId(1),
  timezone: 'Asia/Shanghai',
  defaultRegion: 'CN',
  name: 'Lin',
  scopes: ['admin'],
  isInstanceAdmin: false,
  operator: null,
  seesPersonalData: true,
};
const price: PlanProperty = { path: 'price', type: 'number', required: true, nullable: false, description: '' };
const planOf = (mode: Plan['events'][number]['mode'], properties: readonly PlanProperty[] = [price], unknownEvents: Plan['unknownEvents'] = 'allow'): Plan => ({
  unknownEvents,
  events: [{ event: 'Product Viewed', mode, others: 'allow', description: '', properties: [...properties] }],
});

async function publish(plan: Plan): Promise<{ readonly version: number; readonly replay: number | null }> {
  const { pg, clickhouse } = test.stores;
  const { revision } = await readDraft(pg, 1);
  const changed = await pg.transaction((tx) => changeDraft(tx, caller, plan, revision, test.clock.now()));
  const done = await publishDraft({ pg, clickhouse }, caller, { revision: changed, reason: 'because', replay: true }, test.clock.now());
  await plans.refresh();
  return done;
}
const view = (messageId: string, properties: Record<string, string | number>, version = '1.0') =>
  track(messageId, { userId: 'u1', properties, context: { library: { name: 'app', version }, app: { version } } });
const counters = async (): Promise<unknown> => (await test.stores.pg.query('SELECT passed, dropped, parked FROM pipeline.counter'))[0];

it('counts what is not as planned once, ends events as the plan says, and lets what was parked through when the plan changes', async () => {
  const { pg, clickhouse } = test.stores;
  await publish(planOf('warn'));
  let pipeline = test.start({ plans });
  await test.send([
    view('m1', { price: 1 }),
    view('m2', { price: '1' }),
    view('m2', { price: '1' }),
    view('m3', {}, '2.0'),
    track('m4', { userId: 'u', event: 'Other' }),
  ]);
  await test.settled();
  expect(await counters()).toEqual({ passed: 4, dropped: 1, parked: 0 });

  const since = { since: '2026-11-20' };
  const first = await readBreaches(pg, 1, since, 10, () => 'web');
  expect(first.events).toBe(2);
  expect(first.items.map(({ kind, path, library, appVersion, passed, places }) => [kind, path, library, appVersion, passed, places.length])).toEqual([
    ['missing', 'price', 'app 2.0', '2.0', 1, 1],
    ['type', 'price', 'app 1.0', '1.0', 1, 1],
  ]);
  expect(messagesAt({ log: test.log, sources: test.deps.sources }, 1, first.items[1]?.places ?? []).map(({ raw }) => JSON.parse(raw).messageId)).toEqual([
    'm2',
  ]);

  expect(await publish(planOf('park', [price], 'block'))).toEqual({ version: 2, replay: null });
  await test.send([view('m5', { price: 2 }), view('m6', { price: 'much' }), track('m7', { userId: 'u', event: 'Unheard of' })]);
  await test.settled();
  expect(await counters()).toEqual({ passed: 5, dropped: 2, parked: 1 });
  expect(await countQuarantine(clickhouse, 1, { reason: 'against_plan', event: 'Product Viewed' })).toBe(1);

  // What waits passes under a plan that takes texts; what it had against it stays counted as it was.
  const third = await publish(planOf('park', [{ ...price, type: 'any' }]));
  expect(third).toEqual({ version: 3, replay: expect.any(Number) });
  test.clock.advance(1_000);
  await expect.poll(counters, { timeout: 10_000 }).toEqual({ passed: 6, dropped: 2, parked: 0 });
  await pipeline.stop();
  const all = await readBreaches(pg, 1, since, 10, () => 'web');
  expect(all.items.reduce((sum, { parked, dropped, passed }) => sum + parked + dropped + passed, 0)).toBe(4);
  expect(all.events).toBe(4);

  // The same slice again, as after a crash, counts nothing twice: its outbox row is gone.
  pipeline = test.start({ plans });
  await pipeline.stop();
  expect((await readBreaches(pg, 1, since, 10, () => 'web')).events).toBe(4);
});

it('keeps versions, refuses what somebody has overtaken, and says what a draft would have done', async () => {
  const { pg, clickhouse } = test.stores;
  const versions = await readPlanVersions(pg, 1, 100, 10);
  expect(versions.map(({ version, publishedBy, reason }) => [version, publishedBy, reason])).toEqual([
    [3, 'Lin', 'because'],
    [2, 'Lin', 'because'],
    [1, 'Lin', 'because'],
  ]);
  const at = test.clock.now();
  await pg.transaction((tx) => changeDraft(tx, caller, planOf('block'), 0, at));
  await expect(pg.transaction((tx) => changeDraft(tx, caller, planOf('warn'), 0, at))).rejects.toThrow('same moment');
  await expect(publishDraft({ pg, clickhouse }, caller, { revision: 2, reason: '', replay: false }, at)).rejects.toThrow('same moment');

  const published = await readPublished(pg, 1);
  const deps = { log: test.log, sources: test.deps.sources, kinds: test.deps.kinds };
  const effect = await effectOf(deps, 1, { before: published?.plan ?? planOf('warn'), after: planOf('block'), days: 7, now: at });
  expect([effect.before, effect.after]).toEqual([
    { fine: 7, counted: 0, parked: 1, dropped: 0 },
    { fine: 4, counted: 0, parked: 0, dropped: 4 },
  ]);
  expect(effect.rules.map(({ kind, path, events, ofEvent, before, mode }) => [kind, path, events, ofEvent, before, mode])).toEqual([
    ['type', 'price', 3, 6, 0, 'block'],
    ['missing', 'price', 1, 6, 1, 'block'],
  ]);
  const rows = await readPlanRows(pg, 1, { published: published?.plan ?? planOf('warn'), draft: planOf('block') }, '2026-11-01');
  expect(rows.map(({ event, status, isDraft, breaches }) => [event, status, isDraft, breaches])).toEqual([
    ['Product Viewed', 'planned', true, 3],
    ['Unheard of', 'unplanned', false, 1],
    ['Other', 'unplanned', false, 0],
  ]);
});

it('learns a draft of what really came', async () => {
  const { pg, clickhouse } = test.stores;
  const pipeline = test.start({ observer: createObserver(), plans });
  const events = Array.from({ length: 200 }, (_, index) =>
    track(`l${index}`, {
      userId: `u${index % 7}`,
      event: 'Order Placed',
      properties: {
        order_id: `o-${index}`,
        amount: index % 50 === 0 ? String(index) : index,
        pieces: index % 4,
        channel: ['app', 'shop', 'web'][index % 3] ?? '',
        products: [{ sku: `s${index}` }],
        ...(index % 2 === 0 ? { note: 'x' } : {}),
      },
    }),
  );
  for (let from = 0; from < events.length; from += 20) {
    await test.send(events.slice(from, from + 20));
    await test.settled();
  }
  await pipeline.stop();
  const { proposal, sampled, evidence } = await readLearned({ pg, clickhouse, sourceName: () => 'web', now: test.clock.now() }, 1, 'Order Placed');
  expect(sampled).toBeGreaterThan(19);
  const by = new Map(proposal.properties.map((property) => [property.path, property]));
  expect(by.get('order_id')).toEqual({ path: 'order_id', type: 'string', required: true, nullable: false, description: '' });
  expect(by.get('amount')).toMatchObject({ type: 'number' });
  expect(by.get('pieces')).toMatchObject({ type: 'integer' });
  expect(by.get('products')).toMatchObject({ type: 'list', of: 'object' });
  expect(by.get('products[].sku')).toEqual({ path: 'products[].sku', type: 'string', required: true, nullable: false, description: '' });
  expect(by.get('channel')).toMatchObject({ values: ['app', 'shop', 'web'] });
  expect(by.get('note')?.required).toBe(false);
  expect(evidence.find(({ path }) => path === 'amount')?.words.en).toMatch(/as \d/);
});
