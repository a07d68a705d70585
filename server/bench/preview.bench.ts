import { atMost, type Bench, type BenchOptions, type Figure } from './figure.ts';
import { seedEvents, seedProfiles, untilMerged } from './seed.ts';
import { median } from './statistics.ts';
import { startSubject, type Subject } from './subject.ts';

const dayMs = 86_400_000;

/** Nested, with three event conditions: loyal customers that look at tea or gave nothing back. */
const nestedRule = {
  all: [
    { did: 'Order Completed', count: { op: 'gte', value: 2 }, window: { last: 180, unit: 'day' } },
    {
      any: [
        { did: 'Product Viewed', where: { prop: 'category', op: 'eq', value: 'tea' }, window: { last: 60, unit: 'day' } },
        { not: { did: 'Order Refunded', window: { last: 90, unit: 'day' } } },
      ],
    },
  ],
};

/** The same by hand: one pass over the three events' ranges of the primary key, one hash table. */
const BY_HAND = `
SELECT count() AS members FROM (
  SELECT profile_id,
    countIf(event = 'Order Completed') AS orders,
    countIf(event = 'Product Viewed') AS views,
    countIf(event = 'Order Refunded') AS refunds
  FROM event
  WHERE workspace = 1 AND event IN ('Order Completed', 'Product Viewed', 'Order Refunded') AND ts > {from180:DateTime64(3)} AND ts <= {at:DateTime64(3)}
    AND (event = 'Order Completed'
      OR event = 'Product Viewed' AND ts > {from60:DateTime64(3)} AND properties.category.:String = 'tea'
      OR event = 'Order Refunded' AND ts > {from90:DateTime64(3)})
  GROUP BY profile_id
  HAVING orders >= 2 AND (views > 0 OR refunds = 0)
)`;

const fourConditions = {
  all: [
    { trait: 'address.city', op: 'eq', value: 'Shanghai' },
    { trait: 'level', op: 'gte', value: 2 },
    { tag: 'plan', op: 'eq', value: 'gold' },
    { tag: 'age', op: 'gte', value: 40 },
  ],
};

const bitmaps = {
  city: `traits.address.city.:String = 'Shanghai'`,
  level: `toFloat64OrZero(traits.level.:String) >= 2`,
  plan: `traits.plan.:String = 'gold'`,
  age: `toFloat64OrZero(traits.age.:String) >= 40`,
};
const CREATE_BITMAPS = 'CREATE TABLE bench_bitmap (name String, members AggregateFunction(groupBitmap, UInt64)) ENGINE = MergeTree ORDER BY name';
const bitmap = (name: string): string => `(SELECT groupBitmapMergeState(members) FROM bench_bitmap WHERE name = '${name}')`;
const AND_BITMAPS = `SELECT bitmapCardinality(bitmapAnd(bitmapAnd(${bitmap('city')}, ${bitmap('level')}), bitmapAnd(${bitmap('plan')}, ${bitmap('age')}))) AS members`;

export const bench: Bench = {
  name: 'preview',
  about: 'segment previews over HTTP, against the best hand-written SQL and against a bitmap AND',
  run: async (options) => {
    const events = options.events ?? (options.isQuick ? 200_000 : 100_000_000);
    const profiles = options.profiles ?? Math.max(1000, Math.floor(events / 20));
    const subject = await startSubject();
    try {
      await seedProfiles(subject.clickhouse, profiles);
      await seedEvents(subject.clickhouse, { events, profiles, until: Date.now(), say: options.say });
      for (const key of ['plan', 'age']) await makeTag(subject, key, key === 'age' ? 'number' : 'text');
      await untilMerged(subject.clickhouse);
      return [await nested(subject, { events, profiles }, options), await flat(subject, profiles, options)];
    } finally {
      await subject.stop();
    }
  },
};

async function nested(subject: Subject, size: { events: number; profiles: number }, options: BenchOptions): Promise<Figure> {
  const at = Date.now();
  const stamp = (days: number): string => ((at - days * dayMs) / 1000).toFixed(3);
  const params = { at: stamp(0), from180: stamp(180), from60: stamp(60), from90: stamp(90) };
  const { previewMs, referenceMs } = await compare(subject, nestedRule, new Date(at).toISOString(), BY_HAND, params, options);
  const ratio = previewMs / referenceMs;
  return {
    name: `preview, nested, three event conditions`,
    measured: { value: previewMs, unit: 'ms' },
    reference: { value: referenceMs, unit: 'ms', what: 'SQL by hand' },
    ratio,
    goals: [atMost(ratio, 1.15, 'times')],
    note: `${size.events.toLocaleString('en-US')} events, ${size.profiles.toLocaleString('en-US')} profiles`,
  };
}

async function flat(subject: Subject, profiles: number, options: BenchOptions): Promise<Figure> {
  await subject.clickhouse.command(CREATE_BITMAPS);
  for (const [name, condition] of Object.entries(bitmaps)) {
    await subject.clickhouse.command(
      `INSERT INTO bench_bitmap SELECT '${name}', groupBitmapState(profile_id) FROM profile WHERE workspace = 1 AND ${condition}`,
    );
  }
  await useTraits(subject);
  await untilMerged(subject.clickhouse);
  const { previewMs, referenceMs } = await compare(subject, fourConditions, undefined, AND_BITMAPS, {}, options);
  const ratio = previewMs / referenceMs;
  return {
    name: 'preview, four tag and trait conditions',
    measured: { value: previewMs, unit: 'ms' },
    reference: { value: referenceMs, unit: 'ms', what: 'bitmap AND' },
    ratio,
    goals: [atMost(ratio, 3, 'times'), atMost(previewMs, 200, 'ms')],
    note: `${profiles.toLocaleString('en-US')} profiles`,
  };
}

/** Runs preview and reference in turn; both have to find the same number of members. */
async function compare(subject: Subject, rule: object, at: string | undefined, sql: string, params: Readonly<Record<string, string>>, options: BenchOptions) {
  const [previewsMs, referencesMs]: [number[], number[]] = [[], []];
  for (let round = -1; round < options.rounds; round++) {
    const startedAt = performance.now();
    const preview = await subject.product.api('POST', '/segments/preview', { rule, ...(at === undefined ? {} : { at }) });
    const previewMs = performance.now() - startedAt;
    const [answer] = await subject.clickhouse.query<{ members: number }>(sql, params, { lane: 'pipeline' });
    const referenceMs = performance.now() - startedAt - previewMs;
    const count = typeof preview === 'object' && preview !== null && 'count' in preview ? preview.count : undefined;
    if (count !== answer?.members) throw new Error(`the preview found ${String(count)}, the reference ${answer?.members}`);
    options.say(`${round < 0 ? 'warm-up' : `round ${round + 1}`}: ${previewMs.toFixed(0)} ms against ${referenceMs.toFixed(0)} ms; ${answer?.members} members`);
    if (round < 0) continue;
    previewsMs.push(previewMs);
    referencesMs.push(referenceMs);
  }
  return { previewMs: median(previewsMs), referenceMs: median(referencesMs) };
}

/** The traits are those that a saved segment reads, as a marketer's usually are: they have columns of their own. */
async function useTraits({ product, pg }: Subject): Promise<void> {
  await product.api('POST', '/segments', { key: 'four', name: 'Four', rule: fourConditions, refresh: 'manual' });
  for (;;) {
    const [waiting] = await pg.query<{ columns: number }>(`SELECT count(*)::int AS columns FROM profile.trait_column WHERE state <> 'ready'`);
    if (waiting?.columns === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function makeTag(subject: Subject, key: string, type: string): Promise<void> {
  await subject.product.api('POST', '/tags', { key, name: key, category: 'bench', kind: 'fact', type, definition: { trait: key }, refresh: 'manual' });
  await subject.product.api('POST', `/tags/${key}/compute`);
  for (;;) {
    const tag = await subject.product.api('GET', `/tags/${key}`);
    const state = typeof tag === 'object' && tag !== null && 'state' in tag ? tag.state : undefined;
    if (state === 'ready') return;
    if (state === 'failed') throw new Error(`the tag failed: ${JSON.stringify(tag)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
