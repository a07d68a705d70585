import { wallOf } from '#kernel';
import { type KnownField, readKnownFields } from '#pipeline';
import {
  countProfiles,
  orderEvents,
  readEventSpread,
  readLastMoment,
  readOrderAgreement,
  readOrderRepeats,
  readPeopleAgreement,
  readSayings,
  readTraitHolders,
  readTraitPeople,
  readTraitSpread,
} from '#profile';
import type { MeasureDeps } from '../measure/measure-deps.ts';
import { type Facts, keptSpread } from './facts.ts';
import { putStanding } from './standing.store.ts';

const dayMs = 86_400_000;
/** Repeated orders and those of several sources are looked for so far back; values of events too. */
const backDays = 90;
/** More are sampled: enough for a share to be right by a tenth of a percent. */
const mostSayings = 2_000_000;
const mostValues = 100_000;
const mostFields = 100;
const mostEvents = 30;

const oneIn = (count: number, most: number): number => Math.max(1, Math.ceil(count / most));

const volumes = `
  SELECT event, sum(messages)::bigint AS messages FROM quality.subject_day
  WHERE workspace = $1 AND event NOT IN ('', '$identify', '$group', '$alias') AND day >= $2::date GROUP BY event ORDER BY messages DESC LIMIT $3`;

async function spreads(
  { pg, clickhouse }: MeasureDeps,
  workspace: number,
  { people, from }: { readonly people: number; readonly from: number },
  known: ReadonlyMap<string, readonly KnownField[]>,
): Promise<Facts['spread']> {
  const events = await pg.query<{ event: string; messages: number }>(volumes, [workspace, new Date(from).toISOString().slice(0, 10), mostEvents]);
  const ofPeople = await readTraitSpread(clickhouse, workspace, oneIn(people, mostValues), (known.get('') ?? []).slice(0, mostFields));
  const found = ofPeople.map((spread) => keptSpread('', spread));
  for (const { event, messages } of events) {
    const asked = { workspace, event, from, oneOf: oneIn(messages, mostValues) };
    const rows = await readEventSpread(clickhouse, asked, (known.get(event) ?? []).slice(0, mostFields));
    found.push(...rows.map((spread) => keptSpread(event, spread)));
  }
  return found;
}

/** Looks at everybody and at the orders of the last ninety days, and keeps what it finds as that of today. */
export async function measureStanding(deps: MeasureDeps, workspace: number, zone: string): Promise<void> {
  const { pg, clickhouse, clock } = deps;
  const now = clock.now();
  // Of data that were brought in later the last ninety days are meant that have any.
  const from = ((await readLastMoment(clickhouse, workspace, now)) || now) - backDays * dayMs;
  const known = Map.groupBy(await readKnownFields(pg, workspace, mostFields), ({ event }) => event);
  const people = await countProfiles(clickhouse, workspace);
  const { rows, sources } = await readSayings(clickhouse, workspace);
  const oneOf = oneIn(rows, mostSayings);
  const ofPeople = sources < 2 ? [] : await readPeopleAgreement(clickhouse, workspace, oneOf);
  const [order = ''] = orderEvents();
  const ofOrders = await readOrderAgreement(clickhouse, workspace, from, known.get(order) ?? []);
  const facts: Facts = {
    people,
    holders: await readTraitHolders(clickhouse, workspace),
    said: await readTraitPeople(clickhouse, workspace, now),
    agreement: [...ofPeople.map((one) => ({ event: '', ...one })), ...ofOrders.map((one) => ({ event: order, ...one }))],
    oneOf,
    repeats: await readOrderRepeats(clickhouse, workspace, from),
    spread: await spreads(deps, workspace, { people, from }, known),
  };
  await putStanding(pg, workspace, new Date(wallOf(now, zone)).toISOString().slice(0, 10), new Date(now), facts);
}
