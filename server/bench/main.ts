// npm run bench [-- figure… --events N --profiles N --rounds N --quick --data FOLDER --only name,…]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './figure.ts';
import { tableOf, writeResults } from './report.ts';

/** In the order in which they run; loaded only when asked for, so that one broken bench does not hide the others. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  ingest: () => import('./ingest.bench.ts'),
  pipeline: () => import('./pipeline.bench.ts'),
  identity: () => import('./identity.bench.ts'),
  config: () => import('./config.bench.ts'),
  plan: () => import('./plan.bench.ts'),
  governed: () => import('./governed.bench.ts'),
  import: () => import('./import.bench.ts'),
  preview: () => import('./preview.bench.ts'),
  profile: () => import('./profile.bench.ts'),
  live: () => import('./live.bench.ts'),
  peer: () => import('./peer.bench.ts'),
  linkage: () => import('./linkage.bench.ts'),
  start: () => import('./start.bench.ts'),
  console: () => import('./console.bench.ts'),
  screens: () => import('./screens.bench.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string' },
    profiles: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    data: { type: 'string' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

async function main(): Promise<void> {
  const unknown = positionals.filter((name) => benches[name] === undefined);
  if (values.help || unknown.length > 0) {
    console.log(
      `${unknown.length > 0 ? `unknown: ${unknown.join(', ')}\n` : ''}npm run bench -- [${Object.keys(benches).join('|')}]… [--events N] [--profiles N] [--rounds N] [--quick] [--data FOLDER] [--only name,…]`,
    );
    process.exitCode = unknown.length > 0 ? 2 : 0;
    return;
  }
  const results = fileURLToPath(new URL('../../bench-results/', import.meta.url));
  const all: Figure[] = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
    const load = benches[name];
    if (load === undefined) continue;
    const { bench } = await load();
    console.error(`\n${bench.name}: ${bench.about}`);
    const figures = await bench.run({
      events: numberOf(values.events),
      profiles: numberOf(values.profiles),
      rounds: values.quick ? 1 : Number(values.rounds),
      isQuick: values.quick,
      data: values.data,
      only: values.only.split(',').filter((name) => name !== ''),
      say: (text) => console.error(`  ${text}`),
    });
    all.push(...figures);
    console.error(`  written to ${writeResults(results, name, figures)}`);
  }
  console.log(`\n${tableOf(all)}`);
}

await main();
