import pino from 'pino';
import { runDue, type SchedulerDeps, tickAll } from '#evaluate';
import { openAccess } from '#govern';
import { systemClock } from '#kernel';
import { putChanges } from '#pipeline';
import { connectPostgres } from '#platform';
import { wireDefinitions } from '../src/entry/index.ts';
import { atMost, type Bench, type BenchOptions, type Figure } from './figure.ts';
import { threeConditions } from './live-rules.ts';
import { freshness } from './live-freshness.ts';
import { seedEvents, seedProfiles, untilMerged } from './seed.ts';
import { median } from './statistics.ts';
import { startSubject, type Subject } from './subject.ts';

const changedProfiles = 5_000;

/** What a worker wires, without its pipeline: the bench ticks on command. */
export async function followerOf(subject: Subject): Promise<{ readonly deps: SchedulerDeps; close(): Promise<void> }> {
  const { clickhouse } = subject;
  const pg = connectPostgres(subject.databaseUrl);
  const access = await openAccess({ pg, adminKey: 'bench' });
  const definitions = wireDefinitions({ pg, clickhouse, clock: systemClock(), access, logger: pino({ level: 'warn' }) });
  const close = async (): Promise<void> => {
    await access.close();
    await pg.close();
  };
  return { deps: definitions.runner, close };
}

/** Says that these profiles changed, as the pipeline would. */
export async function change(subject: Subject, profiles: readonly number[]): Promise<void> {
  const [next] = await subject.pg.query<{ id: number }>(`SELECT nextval(pg_get_serial_sequence('pipeline.outbox', 'id')) AS id`);
  const changed = { workspace: 1, profiles: new Set(profiles), merged: new Set<number>(), events: new Set(['Order Completed']), hasIdentity: true };
  await putChanges(subject.pg, next?.id ?? 0, [changed]);
}

/** The tables that seeding leaves out: by person and by time. */
export async function seedByPerson({ clickhouse }: Subject): Promise<void> {
  const bulk = { max_execution_time: 0, max_partitions_per_insert_block: 0, max_insert_threads: 2 };
  await clickhouse.command(`INSERT INTO event_timeline SELECT *, '' AS payload FROM event`, {}, { lane: 'pipeline', settings: bulk });
  const time = 'SELECT workspace, ts, event, origin_id, profile_id, log_position, log_index FROM event';
  await clickhouse.command(`INSERT INTO event_time ${time}`, {}, { lane: 'pipeline', settings: bulk });
}

const someOf = (profiles: number, count: number, round: number): readonly number[] =>
  Array.from({ length: Math.min(count, profiles) }, (_, index) => 1 + ((index * 97 + round * 31) % profiles));

export const bench: Bench = {
  name: 'live',
  about: '200 live segments after 5,000 profiles changed, against computing them in full; freshness at 2,000 events/s',
  run: async (options) => [await incremental(options), ...(await freshness(options))],
};

async function incremental(options: BenchOptions): Promise<Figure> {
  const events = options.events ?? (options.isQuick ? 200_000 : 10_000_000);
  const profiles = options.profiles ?? Math.max(1000, Math.floor(events / 20));
  const segments = options.isQuick ? 20 : 200;
  const subject = await startSubject({ roles: ['collector', 'api', 'worker'] });
  const follower = await followerOf(subject);
  try {
    await seedProfiles(subject.clickhouse, profiles);
    await seedEvents(subject.clickhouse, { events, profiles, until: Date.now(), say: options.say });
    await seedByPerson(subject);
    await untilMerged(subject.clickhouse);
    for (let index = 0; index < segments; index++) {
      await subject.product.api('POST', '/segments', { key: `s${index}`, name: `S ${index}`, rule: threeConditions(index), refresh: 'live' });
    }
    const signal = new AbortController().signal;
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const startedMs = performance.now();
      await work();
      return performance.now() - startedMs;
    };
    options.say(`first full computation of ${segments}: ${((await timed(() => runDue(follower.deps, signal))) / 1000).toFixed(1)} s`);
    const [tickMs, aloneMs]: [number[], number[]] = [[], []];
    for (let round = -1; round < options.rounds; round++) {
      await change(subject, someOf(profiles, changedProfiles, round + 2));
      const tick = await timed(() => tickAll(follower.deps, false));
      options.say(`${round < 0 ? 'warm-up' : `round ${round + 1}`}: tick ${tick.toFixed(0)} ms`);
      if (round >= 0) tickMs.push(tick);
    }
    const request = (where: string): Promise<unknown> => subject.pg.query(`UPDATE evaluate.node SET requests = requests + 1 WHERE ${where}`);
    const ids = await subject.pg.query<{ id: number }>('SELECT definition_id AS id FROM evaluate.node ORDER BY 1 LIMIT 10');
    for (const { id } of ids) {
      await request(`definition_id = ${id}`);
      const startedMs = performance.now();
      await runDue(follower.deps, signal);
      aloneMs.push(performance.now() - startedMs);
    }
    await request('true');
    const togetherMs = await timed(() => runDue(follower.deps, signal));
    options.say(`in full, all together: ${togetherMs.toFixed(0)} ms; each by itself: ${median(aloneMs).toFixed(0)} ms`);
    const [measured, reference] = [median(tickMs), median(aloneMs) * segments];
    return {
      name: `${segments} segments after ${changedProfiles.toLocaleString('en-US')} profiles changed`,
      measured: { value: measured, unit: 'ms' },
      reference: { value: reference, unit: 'ms', what: 'each in full, one after the other' },
      ratio: measured / reference,
      goals: [atMost(measured / reference, 1 / 30, 'times')],
      note: `${events.toLocaleString('en-US')} events, ${profiles.toLocaleString('en-US')} profiles; all in full by shared statements: ${togetherMs.toFixed(0)} ms, ratio ${(measured / togetherMs).toFixed(4)}`,
    };
  } finally {
    await follower.close();
    await subject.stop();
  }
}
