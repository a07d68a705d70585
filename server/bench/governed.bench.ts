import { isJsonObject } from '#kernel';
import { untilDrained } from '../../test/pipeline-state.ts';
import { atLeast, type Bench, type Figure } from './figure.ts';
import { noPlan, plan, rules } from './governing.ts';
import { sendEvents } from './send-events.ts';
import { median } from './statistics.ts';
import { startSubject, type Subject } from './subject.ts';
import { mixedEvent } from './workload.ts';

interface Rates {
  readonly collected: number;
  readonly whole: number;
}

/** Longer than a worker takes to see a new version. */
const seenAfterMs = 3000;

export const bench: Bench = {
  name: 'governed',
  about: 'the collector and the whole way with a tracking plan of twenty events and ten cleaning rules, against neither, in turn; enriched as ever',
  run: async (options) => {
    const events = options.events ?? (options.isQuick ? 20_000 : 500_000);
    const subject = await startSubject();
    try {
      let sent = 0;
      const measure = async (): Promise<Rates> => {
        const base = sent;
        sent += events;
        const begun = performance.now();
        const { elapsedMs } = await sendEvents(subject, { events, make: (index, at) => mixedEvent(base + index, at), connections: 4 });
        await untilDrained(subject.product, { everyMs: 50, atLeast: sent });
        return { collected: (events * 1000) / elapsedMs, whole: (events * 1000) / (performance.now() - begun) };
      };
      await measure(); // Engines and caches get warm.
      const [without, governed]: [Rates[], Rates[]] = [[], []];
      let current = false;
      for (let round = 0; round < options.rounds; round++) {
        for (const isGoverned of round % 2 === 0 ? [false, true] : [true, false]) {
          // What is published already is not published again.
          if (isGoverned !== current) await govern(subject, isGoverned);
          current = isGoverned;
          const rates = await measure();
          (isGoverned ? governed : without).push(rates);
          options.say(`${isGoverned ? 'plan and rules' : 'neither'}: collected ${Math.round(rates.collected)}, whole way ${Math.round(rates.whole)} events/s`);
        }
      }
      await mustHaveRun(subject);
      return [figureOf('collector', without, governed, ({ collected }) => collected), figureOf('whole way', without, governed, ({ whole }) => whole)];
    } finally {
      await subject.stop();
    }
  },
};

function figureOf(name: string, without: readonly Rates[], governed: readonly Rates[], of: (rates: Rates) => number): Figure {
  const [reference, measured] = [median(without.map(of)), median(governed.map(of))];
  return {
    name: `${name} with plan and rules`,
    measured: { value: measured, unit: 'events/s' },
    reference: { value: reference, unit: 'events/s', what: 'without, in turn' },
    ratio: measured / reference,
    goals: name === 'collector' ? [atLeast(measured / reference, 0.9, 'of it')] : [atLeast(measured, 15_000, 'events/s')],
  };
}

async function govern({ product }: Subject, isGoverned: boolean): Promise<void> {
  const draft = await product.api('GET', '/plan');
  const revision = numberAt(draft, ['draft', 'revision']);
  const changed = await product.api('PUT', '/plan/draft', { plan: isGoverned ? plan : noPlan, revision });
  await product.api('POST', '/plan/publish', { revision: numberAt(changed, ['revision']), reason: 'bench', replay: false });
  await product.api('PUT', '/cleaning', { rules: isGoverned ? rules : [], reason: 'bench' });
  await new Promise((resolve) => setTimeout(resolve, seenAfterMs));
}

function numberAt(value: unknown, path: readonly string[]): number {
  let found = value;
  for (const name of path) found = isJsonObject(found) ? found[name] : undefined;
  if (typeof found !== 'number') throw new Error(`the API gave no ${path.join('.')}: ${JSON.stringify(value).slice(0, 300)}`);
  return found;
}

/** A ratio of nothing done to nothing done would look fine. */
async function mustHaveRun({ pg }: Subject): Promise<void> {
  const [done] = await pg.query<{ rules: number; breaches: number }>(
    `SELECT (SELECT count(*)::int FROM pipeline.cleaning_counter) AS rules, (SELECT count(*)::int FROM pipeline.plan_breach) AS breaches`,
  );
  if (done === undefined || done.rules === 0 || done.breaches === 0) throw new Error(`plan and rules had nothing to do: ${JSON.stringify(done)}`);
}
