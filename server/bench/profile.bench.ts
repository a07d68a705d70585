import { untilDrained } from '../../test/pipeline-state.ts';
import { atLeast, atMost, type Bench, type BenchOptions, type Figure } from './figure.ts';
import { forSeconds, type LoadResult, requestBytes, sendLoad } from './http-load.ts';
import { type ReferenceServer, startReferenceServer } from './reference.ts';
import { sendEvents } from './send-events.ts';
import { median, percentile } from './statistics.ts';
import { startSubject, type Subject } from './subject.ts';

const connections = 64;
const CREATE = 'CREATE TABLE IF NOT EXISTS bench_lookup (value text PRIMARY KEY, profile jsonb NOT NULL)';
const FILL = `INSERT INTO bench_lookup SELECT 'u' || n || '@example.com', jsonb_build_object('id', n, 'email', 'u' || n || '@example.com', 'name', 'Customer ' || n)
  FROM generate_series(0, $1::int - 1) AS n ON CONFLICT DO NOTHING`;

/** Each profile is one identify and one order. */
const customer = (index: number, at: string): string => {
  const user = Math.floor(index / 2);
  return index % 2 === 0
    ? `{"messageId":"p${index}","type":"identify","userId":"u${user}","timestamp":"${at}","traits":{"email":"u${user}@example.com","name":"Customer ${user}","level":${user % 5},"address":{"city":"Shanghai"}}}`
    : `{"messageId":"p${index}","type":"track","userId":"u${user}","timestamp":"${at}","event":"Order Completed","properties":{"order_id":"o${index}","revenue":${index % 500}}}`;
};

export const bench: Bench = {
  name: 'profile',
  about: 'profiles by e-mail over the API, against a SELECT by key in PostgreSQL through the same server',
  run: async (options) => {
    const profiles = options.profiles ?? (options.isQuick ? 2_000 : 100_000);
    const subject = await startSubject();
    try {
      await sendEvents(subject, { events: profiles * 2, make: customer, connections: 4 });
      await untilDrained(subject.product, { atLeast: profiles * 2 });
      await subject.pg.query(CREATE);
      await subject.pg.query(FILL, [profiles]);
      const reference = await startReferenceServer({ DATABASE_URL: subject.databaseUrl });
      try {
        return await measure(subject, reference, profiles, options);
      } finally {
        reference.close();
      }
    } finally {
      await subject.stop();
    }
  },
};

async function measure(subject: Subject, reference: ReferenceServer, profiles: number, options: BenchOptions): Promise<readonly Figure[]> {
  const people = Array.from({ length: 5_000 }, (_, index) => `u${(index * 7919) % profiles}@example.com`);
  const lookups = people.map((email) =>
    requestBytes({ method: 'GET', path: `/api/v1/profiles/lookup?kind=email&value=${encodeURIComponent(email)}`, headers: subject.adminHeaders }),
  );
  const selects = people.map((email) => requestBytes({ method: 'GET', path: `/lookup?value=${encodeURIComponent(email)}` }));
  const seconds = options.isQuick ? 1 : 4;
  const rateOf = async (port: number, requests: readonly Buffer[]): Promise<number> => {
    const result = await sendLoad({ port, connections, next: forSeconds(requests, seconds) });
    refuseFailures(result);
    return (result.good * 1000) / result.elapsedMs;
  };
  const [rates, references]: [number[], number[]] = [[], []];
  for (let round = 0; round < options.rounds; round++) {
    rates.push(await rateOf(subject.port, lookups));
    references.push(await rateOf(reference.port, selects));
    options.say(`round ${round + 1}: ${Math.round(rates.at(-1) ?? 0)} against ${Math.round(references.at(-1) ?? 0)} requests/s`);
  }
  const [rate, referenceRate] = [median(rates), median(references)];
  // Half load: as many connections, each resting so long that half of the rate comes together.
  const pauseMs = (connections * 1000) / (rate / 2) - (connections * 1000) / rate;
  const half = await sendLoad({ port: subject.port, connections, pauseMs, next: forSeconds(lookups, seconds * 2) });
  refuseFailures(half);
  const p99 = percentile(half.latenciesMs, 0.99);
  return [
    {
      name: 'profile by identifier, 64 connections',
      measured: { value: rate, unit: 'requests/s' },
      reference: { value: referenceRate, unit: 'requests/s', what: 'SELECT by key' },
      ratio: rate / referenceRate,
      goals: [atLeast(rate / referenceRate, 0.5, 'of it')],
      note: `${profiles.toLocaleString('en-US')} profiles, one event each`,
    },
    {
      name: 'profile by identifier, p99 at half load',
      measured: { value: p99, unit: 'ms' },
      goals: [atMost(p99, 20, 'ms')],
      note: `${Math.round((half.good * 1000) / half.elapsedMs)} requests/s; p50 ${percentile(half.latenciesMs, 0.5).toFixed(1)} ms`,
    },
  ];
}

function refuseFailures({ others }: LoadResult): void {
  if (others.size > 0) throw new Error(`answers other than 200: ${[...others].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
}
