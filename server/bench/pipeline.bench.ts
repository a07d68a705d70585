import { untilDrained } from '../../test/pipeline-state.ts';
import { atLeast, type Bench, type Figure } from './figure.ts';
import { startReferenceStore } from './reference-store.ts';
import { untilMerged } from './seed.ts';
import { seedIdentities } from './seed-identities.ts';
import { sendEvents } from './send-events.ts';
import { startSubject, type Subject } from './subject.ts';
import { duplicatesAmong, mixedEvent } from './workload.ts';

const rowsPerInsert = 5_000;
const toChunks = `SELECT * FROM event_timeline WHERE log_position BETWEEN {first:UInt64} AND {last:UInt64} ORDER BY log_position, log_index`;

export const bench: Bench = {
  name: 'pipeline',
  about: 'acknowledged → cleaned → identified → profile → queryable, against inserting the same rows into the same tables and views',
  run: async (options) => {
    const events = options.events ?? (options.isQuick ? 50_000 : 5_000_000);
    const people = options.profiles ?? 0;
    const subject = await startSubject();
    try {
      if (people > 0) {
        await seedIdentities(subject, people);
        await untilMerged(subject.clickhouse);
        options.say(`${people.toLocaleString('en-US')} people stored before`);
      }
      const make = (index: number, at: string): string => mixedEvent(people * 10 + index, at);
      const startedAt = performance.now();
      const { elapsedMs } = await sendEvents(subject, { events, make, connections: 4 });
      options.say(`${events} events acknowledged in ${(elapsedMs / 1000).toFixed(1)} s`);
      const state = await untilDrained(subject.product, { everyMs: 250, atLeast: events });
      const rate = (events * 1000) / (performance.now() - startedAt);
      options.say(`queryable: ${Math.round(rate)} events/s; ${JSON.stringify({ ...state, sources: undefined })}`);
      if (state.dropped !== duplicatesAmong(events, people > 0))
        options.say(`expected ${duplicatesAmong(events, people > 0)} duplicates to be dropped, and saw ${state.dropped}`);
      const reference = await insertSameRows(subject, Math.min(events, options.isQuick ? 20_000 : 300_000));
      const figure: Figure = {
        name: `whole way, ${events.toLocaleString('en-US')} events${people > 0 ? `, ${people.toLocaleString('en-US')} identifiers before` : ''}`,
        measured: { value: rate, unit: 'events/s' },
        reference: { value: reference, unit: 'rows/s', what: 'the same rows, 5,000 an insert' },
        ratio: rate / reference,
        goals: [atLeast(rate / reference, 0.3, 'of it'), atLeast(rate, 15_000, 'events/s')],
      };
      return [figure];
    } finally {
      await subject.stop();
    }
  },
};

/** Copies rows of the measured run into an empty store of the same kind, timing the inserts only; rows a second. */
async function insertSameRows(subject: Subject, wanted: number): Promise<number> {
  const store = await startReferenceStore();
  try {
    const positionsPerRead = Math.max(1, Math.floor(rowsPerInsert / 100));
    let [rows, insertMs] = [0, 0];
    for (let first = 1; rows < wanted; first += positionsPerRead) {
      const chunk = await subject.clickhouse.query(toChunks, { first, last: first + positionsPerRead - 1 });
      if (chunk.length === 0) break;
      const body = Buffer.from(chunk.map((row) => JSON.stringify(row)).join('\n'));
      const startedAt = performance.now();
      await store.clickhouse.insert('event_feed', body);
      insertMs += performance.now() - startedAt;
      rows += chunk.length;
    }
    return (rows * 1000) / insertMs;
  } finally {
    await store.close();
  }
}
