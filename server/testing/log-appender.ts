/** Appends to an event log until it is killed, and says on standard output what was acknowledged. For tests of durability. */
import { writeSync } from 'node:fs';
import { openEventLog } from '#platform';

const [folder = '', name = '', segmentBytes] = process.argv.slice(2);
if (folder === '' || name === '') throw new Error('usage: log-appender FOLDER NAME [SEGMENT_BYTES]');
const log = await openEventLog(folder, { segmentBytes: Number(segmentBytes ?? 1_000_000_000), freeBytes: () => Promise.resolve(Number.POSITIVE_INFINITY) });

async function appendForever(lane: number): Promise<never> {
  for (let number = 1; ; number++) {
    const text = `${name}/${lane}/${number}`;
    const body = Buffer.from(text.padEnd(text.length + ((number * 7919) % 3_000)));
    const once = lane === 0 ? { once: { key: name, chunk: number } } : {};
    const { first } = await log.append(
      [
        {
          workspace: 1,
          sourceId: lane + 1,
          protocol: 'segment',
          call: 'track',
          receivedAt: number,
          remoteAddress: '',
          userAgent: '',
          events: 1 + (number % 5),
          body,
        },
      ],
      once,
    );
    writeSync(1, `${first} ${text}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(appendForever));
