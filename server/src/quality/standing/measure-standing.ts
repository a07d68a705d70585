import { wallOf } from '#kernel';
import { type KnownField, readKnownFields } from '#pipeline';
import {
  type BlockSums,
  countLooked,
  countProfiles,
  countSayings,
  orderEvents,
  type PeopleSample,
  readEventSpread,
  readLastMoment,
  readOrderAgreement,
  readOrderRepeats,
  readPeopleAgreement,
  readTraitHolders,
  readTraitPeople,
  readTraitSpread,
} from '#profile';
import type { MeasureDeps } from '../measure/measure-deps.ts';
import { designEffect } from '../figures/design-effect.ts';
import { type Facts, keptSpread } from './facts.ts';
import { type SampleLimits, sampleOf, usualLimits } from './sample.ts';
import { putStanding } from './standing.store.ts';

const dayMs = 86_400_000;
/** Repeated orders and those of several sources are looked for so far back; values of events too. */
const backDays = 90;
/** More values are sampled. */
const mostValues = 100_000;
const mostFields = 100;
const mostEvents = 30;

const oneIn = (count: number, most: number): number => Math.max(1, Math.ceil(count / most));

const volumes = `
  SELECT event, sum(messages)::bigint AS messages FROM quality.subject_day
  WHERE workspace = $1 AND event NOT IN ('', '$identify', '$group', '$alias') AND day >= $2::date GROUP BY event ORDER BY messages DESC LIMIT $3`;

const orderMessages =
  'SELECT coalesce(sum(messages), 0)::bigint AS messages FROM quality.subject_day WHERE workspace = $1 AND event = ANY($2) AND day >= $3::date';

async function spreads(
  { pg, clickhouse }: MeasureDeps,
  workspace: number,
  { sample, looked, from }: { readonly sample: PeopleSample; readonly looked: number; readonly from: number },
  known: ReadonlyMap<string, readonly KnownField[]>,
): Promise<Facts['spread']> {
  const events = await pg.query<{ event: string; messages: number }>(volumes, [workspace, new Date(from).toISOString().slice(0, 10), mostEvents]);
  const ofPeople = await readTraitSpread(clickhouse, { workspace, sample, among: oneIn(looked, mostValues) }, (known.get('') ?? []).slice(0, mostFields));
  const found = ofPeople.map((spread) => keptSpread('', spread));
  for (const { event, messages } of events) {
    const asked = { workspace, event, from, oneOf: oneIn(messages, mostValues) };
    const rows = await readEventSpread(clickhouse, asked, (known.get(event) ?? []).slice(0, mostFields));
    found.push(...rows.map((spread) => keptSpread(event, spread)));
  }
  return found;
}

type Sums = BlockSums & { readonly people: number };
const ofAll = (all: Sums | undefined) => ({ n: all?.people ?? 0, squares: all?.squares ?? 0, blocks: all?.blocks ?? 0 });

/** What is known of the people of a sample; the design effect only where there is a sample. */
async function lookAtPeople(
  { clickhouse }: MeasureDeps,
  workspace: number,
  sample: PeopleSample,
  now: number,
): Promise<Pick<Facts, 'holders' | 'said' | 'agreement'>> {
  const effect = (...of: Parameters<typeof designEffect>): number => (sample.oneOf === 1 ? 1 : designEffect(...of));
  const holders = await readTraitHolders(clickhouse, workspace, sample);
  const anyTrait = ofAll(holders.find(({ field }) => field === ''));
  const said = await readTraitPeople(clickhouse, workspace, sample, now);
  const bySource = new Map(said.filter(({ field }) => field === '').map((one) => [one.source, ofAll(one)]));
  const pairs = bySource.size < 2 ? [] : await readPeopleAgreement(clickhouse, workspace, sample);
  return {
    holders: holders.map(({ field, people, ...sums }) => ({ field, people, deff: effect({ good: people, ...sums }, anyTrait) })),
    said: said.map(({ field, source, people, ageDays, ...sums }) => ({
      field,
      source,
      people,
      ageDays,
      deff: effect({ good: people, ...sums }, bySource.get(source) ?? ofAll(undefined)),
    })),
    agreement: pairs.map(({ field, a, b, both, agree, ...sums }) => ({
      event: '',
      field,
      a,
      b,
      both,
      agree,
      deff: effect({ good: agree, ...sums }, { n: both, squares: sums.allSquares, blocks: sums.blocks }),
    })),
  };
}

/** Looks at the people, or at some blocks of them where there are many, and at the orders of the last ninety days, and keeps what it finds as that of today. */
export async function measureStanding(deps: MeasureDeps, workspace: number, zone: string, limits: SampleLimits = usualLimits): Promise<void> {
  const { pg, clickhouse, clock } = deps;
  const now = clock.now();
  // Of data that were brought in later the last ninety days are meant that have any.
  const from = ((await readLastMoment(clickhouse, workspace, now)) || now) - backDays * dayMs;
  const known = Map.groupBy(await readKnownFields(pg, workspace, mostFields), ({ event }) => event);
  const people = await countProfiles(clickhouse, workspace);
  const sample = sampleOf(people, await countSayings(clickhouse, workspace), limits);
  const looked = sample.oneOf === 1 ? people : await countLooked(clickhouse, workspace, sample);
  const ofPeople = await lookAtPeople(deps, workspace, sample, now);
  const [order = ''] = orderEvents();
  const [told] = await pg.query<{ messages: number }>(orderMessages, [workspace, orderEvents(), new Date(from).toISOString().slice(0, 10)]);
  const orders = { workspace, from, oneOf: oneIn(told?.messages ?? 0, limits.orders) };
  const ofOrders = await readOrderAgreement(clickhouse, orders, known.get(order) ?? []);
  const facts: Facts = {
    people,
    looked: { oneOf: sample.oneOf, people: looked },
    ...ofPeople,
    agreement: [...ofPeople.agreement, ...ofOrders.map(({ field, a, b, both, agree }) => ({ event: order, field, a, b, both, agree, deff: 1 }))],
    orders: { oneOf: orders.oneOf },
    repeats: await readOrderRepeats(clickhouse, orders),
    spread: await spreads(deps, workspace, { sample, looked, from }, known),
  };
  await putStanding(pg, workspace, new Date(wallOf(now, zone)).toISOString().slice(0, 10), new Date(now), facts);
}
