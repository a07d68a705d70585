import { atLeast, type Bench, type BenchOptions, type Figure } from './figure.ts';
import { forSeconds, type LoadResult, requestBytes, sendLoad } from './http-load.ts';
import { startReferenceServer } from './reference.ts';
import { median, percentile } from './statistics.ts';
import { startSubject, type Subject } from './subject.ts';
import { batchBody, plainEvent } from './workload.ts';

const eventsPerBatch = 100;

/** The collector alone: the worker does not run, because what it does with the log is another figure (pipeline). */
export const bench: Bench = {
  name: 'ingest',
  about: 'the collector, acknowledged after sync to disk, against a server that only parses (or only answers)',
  run: async (options) => {
    const subject = await startSubject({ roles: ['collector', 'api'] });
    const reference = await startReferenceServer();
    try {
      return [await batches(subject, reference.port, options), await singles(subject, reference.port, options)];
    } finally {
      reference.close();
      await subject.stop();
    }
  },
};

async function batches(subject: Subject, referencePort: number, options: BenchOptions): Promise<Figure> {
  const at = new Date().toISOString();
  const bodies = Array.from({ length: 200 }, (_, index) => batchBody(index * eventsPerBatch, eventsPerBatch, at, plainEvent));
  const { measured, reference, latenciesMs } = await alternate(options, {
    connections: 16,
    measured: { port: subject.port, requests: bodies.map((body) => requestBytes({ method: 'POST', path: '/v1/batch', body, headers: subject.writeHeaders })) },
    reference: { port: referencePort, requests: bodies.map((body) => requestBytes({ method: 'POST', path: '/parse', body })) },
  });
  const [rate, referenceRate] = [measured * eventsPerBatch, reference * eventsPerBatch];
  return {
    name: 'collector, batches of 100, 16 connections',
    measured: { value: rate, unit: 'events/s' },
    reference: { value: referenceRate, unit: 'events/s', what: 'parsing only' },
    ratio: rate / referenceRate,
    goals: [atLeast(rate / referenceRate, 0.5, 'of it'), atLeast(rate, 50_000, 'events/s when idle')],
    note: `${bodies[0]?.length ?? 0} bytes a batch; p50 ${percentile(latenciesMs, 0.5).toFixed(1)} ms, p99 ${percentile(latenciesMs, 0.99).toFixed(1)} ms`,
  };
}

async function singles(subject: Subject, referencePort: number, options: BenchOptions): Promise<Figure> {
  const at = new Date().toISOString();
  const bodies = Array.from({ length: 2000 }, (_, index) => Buffer.from(plainEvent(index, at)));
  const { measured, reference, latenciesMs } = await alternate(options, {
    connections: 64,
    measured: { port: subject.port, requests: bodies.map((body) => requestBytes({ method: 'POST', path: '/v1/track', body, headers: subject.writeHeaders })) },
    reference: { port: referencePort, requests: bodies.map((body) => requestBytes({ method: 'POST', path: '/answer', body })) },
  });
  return {
    name: 'collector, one event a request, 64 connections',
    measured: { value: measured, unit: 'requests/s' },
    reference: { value: reference, unit: 'requests/s', what: 'answering only' },
    ratio: measured / reference,
    goals: [atLeast(measured / reference, 0.6, 'of it')],
    note: `p50 ${percentile(latenciesMs, 0.5).toFixed(1)} ms, p99 ${percentile(latenciesMs, 0.99).toFixed(1)} ms`,
  };
}

interface Target {
  readonly port: number;
  readonly requests: readonly Buffer[];
}

/** Measures both in turn, so that what else the machine does falls on both; requests a second, the median of all rounds. */
async function alternate(options: BenchOptions, { connections, ...targets }: { connections: number; measured: Target; reference: Target }) {
  const seconds = options.isQuick ? 1 : 4;
  const once = async ({ port, requests }: Target, forHowLong: number): Promise<LoadResult> => {
    const result = await sendLoad({ port, connections, next: forSeconds(requests, forHowLong) });
    const refused = [...result.others].map(([status, count]) => `${count} × ${status}`);
    if (refused.length > 0) options.say(`answers other than 200: ${refused.join(', ')}`);
    return result;
  };
  const rate = (result: LoadResult): number => (result.good * 1000) / result.elapsedMs;
  await once(targets.measured, 1); // warm-up
  await once(targets.reference, 1);
  const rounds: { measured: LoadResult; reference: LoadResult }[] = [];
  for (let round = 0; round < options.rounds; round++) {
    rounds.push({ measured: await once(targets.measured, seconds), reference: await once(targets.reference, seconds) });
    const last = rounds.at(-1);
    if (last !== undefined) options.say(`round ${round + 1}: ${Math.round(rate(last.measured))} against ${Math.round(rate(last.reference))} requests/s`);
  }
  return {
    measured: median(rounds.map((each) => rate(each.measured))),
    reference: median(rounds.map((each) => rate(each.reference))),
    latenciesMs: rounds.flatMap((each) => each.measured.latenciesMs),
  };
}
