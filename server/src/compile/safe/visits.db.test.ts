import { visitStarts } from '@danqing/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { readStatement, statementSql } from './statement.ts';
import { testContext, testForbidden } from './testing.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

interface Seen {
  readonly profile: number;
  readonly ms: number;
  readonly id: string;
  readonly channel: string;
  readonly source: string;
}

const day = Date.UTC(2026, 4, 20, 15, 30);

/** The same numbers every time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield state / 0x7fffffff;
  }
}

const ways = [
  ['', ''],
  ['internal', ''],
  ['internal', ''],
  ['direct', ''],
  ['organic_search', 'baidu'],
  ['paid_social', 'weixin'],
] as const;

function life(): readonly Seen[] {
  const random = numbers(7);
  const next = (): number => random.next().value;
  return Array.from({ length: 30 }, (_, person) => {
    let ms = day;
    return Array.from({ length: 40 }, (_unused, index): Seen => {
      ms += next() < 0.15 ? 30 * 60_000 + Math.round(next() * 4) - 2 : Math.round(next() * 900_000);
      const [channel, source] = ways[Math.floor(next() * ways.length)] ?? ['', ''];
      return { profile: person + 1, ms, id: `m${String(index).padStart(3, '0')}`, channel, source };
    });
  }).flat();
}

/** By the one rule, one after the other. */
function visitsOf(events: readonly Seen[]): readonly string[] {
  const found: string[] = [];
  for (const profile of new Set(events.map((event) => event.profile))) {
    const own = events.filter((event) => event.profile === profile).sort((a, b) => a.ms - b.ms || (a.id < b.id ? -1 : 1));
    const starts = visitStarts(own.map(({ ms, channel, source }) => ({ at: ms, channel, source, campaign: '' })));
    let number = 0;
    let visit: { at: number; pages: number; channel: string } | undefined;
    const end = (): void => {
      if (visit !== undefined) found.push(`${profile} ${number} ${visit.at} ${visit.pages} ${visit.channel === '' ? 'direct' : visit.channel}`);
    };
    for (const [index, { ms, channel }] of own.entries()) {
      if (visit === undefined || starts[index] === true) {
        end();
        number++;
        visit = { at: ms, pages: 0, channel: '' };
      }
      visit.pages++;
      if (visit.channel === '' && channel !== 'internal') visit.channel = channel;
    }
    end();
  }
  return found.sort();
}

async function asked(): Promise<readonly string[]> {
  const read = readStatement('SELECT profile_id, number, toUnixTimestamp64Milli(started_at) AS at, pages, channel FROM visits', {
    forbidden: testForbidden,
    path: '/sql',
    takesParameters: false,
  });
  if (!read.ok) throw new Error(read.faults[0]?.message);
  const { sql, params } = statementSql(read.statement, { context: testContext(1), names: { segments: new Map(), traits: [] } });
  const rows = await stores.clickhouse.query<Record<string, string | number>>(sql, params, { settings: { readonly: 1 } });
  return rows.map((row) => `${row['profile_id']} ${row['number']} ${row['at']} ${row['pages']} ${row['channel']}`).sort();
}

const insert = (events: readonly Seen[]): Promise<void> =>
  stores.clickhouse.insert(
    'event_feed',
    Buffer.from(
      events
        .map(({ profile, ms, id, channel, source }) =>
          JSON.stringify({
            workspace: 1,
            event: 'Page Viewed',
            type: 'page',
            origin_id: profile,
            profile_id: profile,
            ts: new Date(ms).toISOString().replace('T', ' ').replace('Z', ''),
            message_id: id,
            traffic_channel: channel,
            traffic_source: source,
            properties: {},
          }),
        )
        .join('\n'),
    ),
  );

it('visits are those that a plain reading finds, over midnight and to the millisecond; events that come late change them to what they would have been', async () => {
  const events = life();
  const early = events.filter((_, index) => index % 3 !== 1);
  await insert(early);
  expect(await asked()).toEqual(visitsOf(early));
  await insert(events.filter((_, index) => index % 3 === 1).toReversed());
  const whole = visitsOf(events);
  expect(await asked()).toEqual(whole);
  expect(whole.length).toBeGreaterThan(200);
});
