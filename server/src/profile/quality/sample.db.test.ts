import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { readOrderAgreement, readOrderRepeats, readPeopleAgreement } from './agreement.read.ts';
import { countLooked, countSayings, readTraitHolders, readTraitPeople } from './people.read.ts';
import { readTraitSpread } from './spread.read.ts';

/** Two thousand people, each tenth merged away; e-mails in every second stretch of a hundred ids, as files bring them; cities by two sources that differ on each fourth. */
const people = 2000;
const hasEmail = (id: number): boolean => Math.floor((id - 1) / 100) % 2 === 0;
const isMerged = (id: number): boolean => id % 10 === 0;
const differs = (id: number): boolean => id % 4 === 1;
const cityOf = (id: number): string => `c${id % 7}`;
const sample = { oneOf: 3, block: 16 };
const everybody = { oneOf: 1, block: 4096 };
const said = Date.UTC(2026, 10, 1);
const now = Date.UTC(2026, 10, 20);

let stores: TestStores;
/** Of the blocks that are looked at, their people who are not merged away. */
let blocks: readonly (readonly number[])[];

const lines = (rows: readonly object[]): Buffer => Buffer.from(rows.map((row) => JSON.stringify({ workspace: 1, ...row })).join('\n'));
const ids = Array.from({ length: people }, (_, index) => index + 1);

beforeAll(async () => {
  stores = await openTestStores();
  const { clickhouse } = stores;
  const mirror = ids.map((id) => ({
    profile_id: id,
    merged_into: isMerged(id) ? 1 : 0,
    created_at: '2026-11-01 00:00:00.000',
    traits: { city: cityOf(id), ...(hasEmail(id) ? { email: `u${id}@example.com` } : {}) },
  }));
  await clickhouse.insert('profile', lines(mirror));
  const saying = (trait: string, id: number, source: string, value: string) => ({
    trait,
    origin_id: id,
    profile_id: id,
    ts: new Date(said).toISOString().slice(0, 23).replace('T', ' '),
    value,
    message_id: `${source}-${trait}-${id}`,
    source,
    log_position: id,
  });
  const alive = ids.filter((id) => !isMerged(id));
  await clickhouse.insert(
    'trait_change',
    lines([
      ...alive.map((id) => saying('city', id, 'web', cityOf(id))),
      ...alive.filter((id) => hasEmail(id)).map((id) => saying('email', id, 'web', `u${id}@example.com`)),
      ...alive.map((id) => saying('city', id, 'till', differs(id) ? 'elsewhere' : ` ${cityOf(id).toUpperCase()} `)),
    ]),
  );
  await clickhouse.insert('profile', lines([{ workspace: 2, profile_id: 9000, merged_into: 0, created_at: '2026-11-01 00:00:00.000', traits: { city: 'x' } }]));
  // Chosen by the engine, a block at a time.
  const chosen = await clickhouse.query<{ block: number }>(
    'SELECT number AS block FROM numbers({count:UInt32}) WHERE cityHash64(number) % {oneOf:UInt32} = 0 ORDER BY block',
    { count: Math.floor(people / sample.block) + 1, oneOf: sample.oneOf },
  );
  blocks = chosen.map(({ block }) => alive.filter((id) => Math.floor(id / sample.block) === block)).filter((each) => each.length > 0);
});
afterAll(() => stores.close());

const sum = (of: (block: readonly number[]) => number): number => blocks.reduce((total, block) => total + of(block), 0);
const count = (of: (id: number) => boolean) => (block: readonly number[]) => block.filter((id) => of(id)).length;

it('looks at the people of the same blocks in every statement, and at all of them there', async () => {
  const { clickhouse } = stores;
  const looked = sum((block) => block.length);
  expect(looked).toBeGreaterThan(300);
  expect(looked).toBeLessThan(1200);
  expect(await countLooked(clickhouse, 1, sample)).toBe(looked);
  const holders = new Map((await readTraitHolders(clickhouse, 1, sample)).map((one) => [one.field, one.people]));
  expect([...holders]).toEqual(
    expect.arrayContaining([
      ['', looked],
      ['city', looked],
      ['email', sum(count(hasEmail))],
    ]),
  );
  const told = await readTraitPeople(clickhouse, 1, sample, now);
  expect(told.map(({ field, source, people: n, ageDays }) => [field, source, n, ageDays]).toSorted()).toEqual(
    [
      ['', 'till', looked, 19],
      ['', 'web', looked, 19],
      ['city', 'till', looked, 19],
      ['city', 'web', looked, 19],
      ['email', 'web', sum(count(hasEmail)), 19],
    ].toSorted(),
  );
  const [pair] = await readPeopleAgreement(clickhouse, 1, sample);
  expect(pair).toMatchObject({ field: 'city', a: 'till', b: 'web', both: looked, agree: sum(count((id) => !differs(id))) });
  const [city] = await readTraitSpread(clickhouse, { workspace: 1, sample, among: 1 }, [{ path: 'city', canBeList: false }]);
  expect(city).toMatchObject({ field: 'city', values: looked, distinct: 7 });
});

it('tells how much blocks differ from each other', async () => {
  const { clickhouse } = stores;
  const x = count(hasEmail);
  const expected = {
    blocks: blocks.filter((block) => x(block) > 0).length,
    squares: sum((block) => x(block) ** 2),
    products: sum((block) => x(block) * block.length),
  };
  const holders = await readTraitHolders(clickhouse, 1, sample);
  expect(holders.find(({ field }) => field === 'email')).toMatchObject(expected);
  const all = { blocks: blocks.length, squares: sum((block) => block.length ** 2) };
  expect(holders.find(({ field }) => field === '')).toMatchObject(all);
  const told = await readTraitPeople(clickhouse, 1, sample, now);
  expect(told.find(({ field }) => field === 'email')).toMatchObject(expected);
  expect(told.find(({ field, source }) => field === '' && source === 'web')).toMatchObject(all);
  const agreeing = count((id) => !differs(id));
  expect((await readPeopleAgreement(clickhouse, 1, sample))[0]).toMatchObject({
    blocks: blocks.length,
    squares: sum((block) => agreeing(block) ** 2),
    products: sum((block) => agreeing(block) * block.length),
    allSquares: all.squares,
  });
});

it('counts everybody where one in one is looked at', async () => {
  const { clickhouse } = stores;
  const alive = ids.filter((id) => !isMerged(id)).length;
  expect(await countLooked(clickhouse, 1, everybody)).toBe(alive);
  expect(await countSayings(clickhouse, 1)).toBe(alive * 2 + ids.filter((id) => !isMerged(id) && hasEmail(id)).length);
  const holders = await readTraitHolders(clickhouse, 1, everybody);
  expect(holders.find(({ field }) => field === 'city')?.people).toBe(alive);
  expect((await readPeopleAgreement(clickhouse, 1, everybody))[0]).toMatchObject({ both: alive });
});

it('looks at all that is said of one order in so many', async () => {
  const { clickhouse } = stores;
  const numbers = Array.from({ length: 400 }, (_, n) => n);
  const order = (n: number, source: string, message: string) => ({
    event: 'Order Completed',
    origin_id: 1,
    profile_id: 1,
    ts: new Date(said).toISOString().slice(0, 23).replace('T', ' '),
    message_id: message,
    type: 'track',
    source,
    properties: { order_id: `o${n}`, city: source === 'till' && differs(n) ? 'elsewhere' : cityOf(n) },
  });
  await clickhouse.insert(
    'event_feed',
    lines([
      ...numbers.map((n) => order(n, 'web', `w${n}`)),
      ...numbers.filter((n) => isMerged(n)).map((n) => order(n, 'web', `again${n}`)),
      ...numbers.filter((n) => n % 2 === 1).map((n) => order(n, 'till', `t${n}`)),
    ]),
  );
  const chosen = await clickhouse.query<{ n: number }>('SELECT number AS n FROM numbers(400) WHERE cityHash64(concat({o:String}, toString(number))) % 3 = 0', {
    o: 'o',
  });
  const [all, some] = [numbers, chosen.map(({ n }) => n)];
  expect(some.length).toBeGreaterThan(60);
  expect(some.length).toBeLessThan(250);
  for (const [oneOf, looked] of [
    [1, all],
    [3, some],
  ] as const) {
    const asked = { workspace: 1, from: 0, oneOf };
    const both = looked.filter((n) => n % 2 === 1);
    const [city] = await readOrderAgreement(clickhouse, asked, [{ path: 'city', canBeList: false }]);
    expect(city).toMatchObject({ field: 'city', a: 'till', b: 'web', both: both.length, agree: both.filter((n) => !differs(n)).length });
    const again = looked.filter((n) => isMerged(n)).length;
    expect(await readOrderRepeats(clickhouse, asked)).toEqual([
      { source: 'till', messages: both.length, repeats: 0 },
      { source: 'web', messages: looked.length + again, repeats: again },
    ]);
  }
});
