import { parse } from 'csv-parse';
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { untilDrained } from '../../test/pipeline-state.ts';
import { atMost, type Bench, type Figure } from './figure.ts';
import { median } from './statistics.ts';
import { startSubject } from './subject.ts';

const file = fileURLToPath(new URL('../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url));
const mapping = fileURLToPath(new URL('../../docs/examples/online-retail.json', import.meta.url));

export const bench: Bench = {
  name: 'import',
  about: 'online-retail (525,461 lines, CSV.gz) until queryable, against reading and parsing the file only',
  run: async (options) => {
    if (!existsSync(file)) {
      options.say(`skipped: ../shared/data/online-retail is not there`);
      return [];
    }
    const [importsMs, parsesMs]: [number[], number[]] = [[], []];
    for (let round = 0; round < Math.min(options.rounds, 3); round++) {
      parsesMs.push(await readAndParse());
      importsMs.push(await importOnce());
      options.say(`round ${round + 1}: ${importsMs.at(-1)?.toFixed(0)} ms against ${parsesMs.at(-1)?.toFixed(0)} ms`);
    }
    const [seconds, reference] = [median(importsMs) / 1000, median(parsesMs) / 1000];
    const figure: Figure = {
      name: 'import of online-retail until queryable',
      measured: { value: seconds, unit: 's' },
      reference: { value: reference, unit: 's', what: 'reading and parsing only' },
      ratio: seconds / reference,
      goals: [atMost(seconds / reference, 5, 'times'), atMost(seconds, 60, 's')],
    };
    return [figure];
  },
};

async function readAndParse(): Promise<number> {
  const startedAt = performance.now();
  let cells = 0;
  await pipeline(createReadStream(file), createGunzip(), parse({ columns: true }), async (rows: AsyncIterable<object>) => {
    for await (const row of rows) cells += Object.keys(row).length;
  });
  if (cells < 8 * 525_461) throw new Error(`only ${cells} cells were read`);
  return performance.now() - startedAt;
}

/** A fresh product each time, because a second import of the same file adds nothing. */
async function importOnce(): Promise<number> {
  const subject = await startSubject();
  try {
    const startedAt = performance.now();
    const { code, stderr } = await subject.product.danqing('import', file, '--map', mapping);
    if (code !== 0) throw new Error(`the import ended with ${code}: ${stderr}`);
    await untilDrained(subject.product, { everyMs: 50, atLeast: 1 });
    return performance.now() - startedAt;
  } finally {
    await subject.stop();
  }
}
