import { newDataFolder } from '../../test/product.ts';
import { memoryMb } from '../../test/processes.ts';
import { untilDrained } from '../../test/pipeline-state.ts';
import { atMost, type Bench, type Figure } from './figure.ts';
import { sendEvents } from './send-events.ts';
import { median } from './statistics.ts';
import { removeData, startSubject } from './subject.ts';
import { mixedEvent } from './workload.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const bench: Bench = {
  name: 'start',
  about: 'how soon a second start is ready, and what the processes hold in memory, idle and after load',
  run: async (options) => {
    const data = newDataFolder();
    try {
      await (await startSubject({ data })).stop({ keepData: true });
      const startsMs: number[] = [];
      for (let round = 0; round < options.rounds; round++) {
        const startedAt = performance.now();
        const subject = await startSubject({ data });
        startsMs.push(performance.now() - startedAt);
        await subject.stop({ keepData: true });
      }
      const seconds = median(startsMs) / 1000;
      const start: Figure = { name: 'second start until ready', measured: { value: seconds, unit: 's' }, goals: [atMost(seconds, 4, 's')] };
      const subject = await startSubject({ data });
      try {
        await pause(options.isQuick ? 3_000 : 20_000);
        const idle = memoryMb(subject.pid);
        options.say(`idle: ${Math.round(idle)} MB`);
        const events = options.events ?? (options.isQuick ? 20_000 : 5_000_000);
        await sendEvents(subject, { events, make: mixedEvent, connections: 4 });
        await untilDrained(subject.product, { everyMs: 500, atLeast: events });
        const loaded = memoryMb(subject.pid);
        return [
          start,
          { name: 'memory, idle', measured: { value: idle, unit: 'MB' }, goals: [atMost(idle, 700, 'MB')], note: 'sum of PSS of all processes' },
          { name: `memory, after ${events.toLocaleString('en-US')} events`, measured: { value: loaded, unit: 'MB' }, goals: [atMost(loaded, 2560, 'MB')] },
        ];
      } finally {
        await subject.stop({ keepData: true });
      }
    } finally {
      await removeData(data);
    }
  },
};
