import type { LinkageConfig } from '@danqing/contracts';
import { gatherFacts, type Linkage, linkRecords, proposeConfig, type RecordSource } from '#identify';
import type { ClickHouse } from '#platform';
import { memoryMb } from '../../test/processes.ts';
import { febrlTasks, hasFebrl, readFebrl } from '../testing/linkage/febrl.ts';
import { madeColumns, madeRecords } from '../testing/linkage/people.ts';
import { labelsOf, scorePartition } from '../testing/linkage/score.ts';
import { sourceOf } from '../testing/linkage/source.ts';
import { atLeast, atMost, type Bench, type BenchOptions, type Figure, show } from './figure.ts';
import { linkageEngine } from './linkage-engine.ts';

/** Five comparisons, three blocking rules: what the scaling series links by. */
const scaling: LinkageConfig = {
  comparisons: [
    { kind: 'name', columns: ['surname', 'given_name'] },
    { kind: 'name', columns: ['given_name', 'surname'] },
    { kind: 'date', columns: ['birth_date'] },
    { kind: 'phone', columns: ['phone'] },
    { kind: 'address', columns: ['address'] },
  ],
  blocking: [[{ column: 'phone' }], [{ column: 'surname', take: 'soundex' }, { column: 'birth_date' }], [{ column: 'given_name' }, { column: 'postcode' }]],
};

export const bench: Bench = {
  name: 'linkage',
  about: 'records without common keys: accuracy on febrl 1–4, nothing taught; time and memory for made-up people, 50,000 to a million',
  run: async (options) => {
    const engine = await linkageEngine();
    try {
      const accuracy = await febrlFigures(engine.clickhouse, options);
      const sizes = options.isQuick ? [5_000, 20_000] : [50_000, 200_000, 1_000_000];
      const series: Figure[] = [];
      for (const size of sizes) series.push(...(await scalingFigures(engine.clickhouse, size, options)));
      return [...accuracy, ...series];
    } finally {
      await engine.stop();
    }
  },
};

interface Measured {
  readonly linkage: Linkage;
  readonly seconds: number;
  readonly peakMb: number;
}

/** Links, and watches the memory of this process and of the engine below it. */
async function measure(
  clickhouse: ClickHouse,
  config: LinkageConfig,
  source: RecordSource,
  hanColumns: ReadonlySet<string>,
  isUnique: boolean,
): Promise<Measured> {
  let peakMb = 0;
  const look = (): void => void (peakMb = Math.max(peakMb, memoryMb(process.pid)));
  const watch = setInterval(look, 500);
  const startedAt = performance.now();
  try {
    const linkage = await linkRecords(clickhouse, config, source, { isUnique, hanColumns });
    look();
    return { linkage, seconds: (performance.now() - startedAt) / 1000, peakMb };
  } finally {
    clearInterval(watch);
  }
}

async function febrlFigures(clickhouse: ClickHouse, { say }: BenchOptions): Promise<readonly Figure[]> {
  if (!hasFebrl) {
    say('febrl left out: ../shared/data/febrl is not there');
    return [];
  }
  const figures: Figure[] = [];
  for (const [name, { files, goal }] of Object.entries(febrlTasks)) {
    const tables = files.map(readFebrl);
    const truth = tables.flatMap((table) => table.truth);
    const source = sourceOf(
      tables[0]?.columns ?? [],
      tables.map(({ rows }) => rows),
    );
    const { config } = proposeConfig(await gatherFacts(source));
    const { linkage, seconds } = await measure(clickhouse, config, source, new Set(), files.length > 1);
    const { precision, recall, f1 } = scorePartition(truth, labelsOf(truth.length, linkage.clusters));
    const note = `precision ${precision.toFixed(5)}, recall ${recall.toFixed(5)}, ${linkage.comparedPairs.toLocaleString('en-US')} pairs compared, ${seconds.toFixed(1)} s`;
    say(`febrl ${name}: F1 ${f1.toFixed(5)}, ${note}`);
    figures.push({ name: `febrl ${name}, F1`, measured: { value: f1, unit: '' }, goals: [atLeast(f1, goal, '')], note });
  }
  return figures;
}

async function scalingFigures(clickhouse: ClickHouse, records: number, { say }: BenchOptions): Promise<readonly Figure[]> {
  const truth: number[] = [];
  function* cells(): Generator<readonly string[]> {
    for (const made of madeRecords(records, 7)) {
      truth.push(made.person);
      yield made.cells;
    }
  }
  const hanColumns = new Set(['surname', 'given_name', 'address']);
  const { linkage, seconds, peakMb } = await measure(clickhouse, scaling, sourceOf(madeColumns, [cells()]), hanColumns, false);
  const { precision, recall, f1 } = scorePartition(truth, labelsOf(records, linkage.clusters));
  const size = records.toLocaleString('en-US');
  const note = `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}; ${linkage.comparedPairs.toLocaleString('en-US')} pairs compared, ${show((1e6 * seconds) / linkage.comparedPairs)} µs a pair with everything in it`;
  say(`${size} records: ${seconds.toFixed(1)} s, ${Math.round(peakMb)} MB, ${note}`);
  const isWhole = records >= 1_000_000;
  return [
    { name: `linking ${size} made-up records`, measured: { value: seconds, unit: 's' }, goals: isWhole ? [atMost(seconds, 300, 's')] : [], note },
    {
      name: `linking ${size} made-up records, memory`,
      measured: { value: peakMb, unit: 'MB' },
      goals: isWhole ? [atMost(peakMb, 4_096, 'MB')] : [],
      note: 'sum of PSS of this process and the engine',
    },
  ];
}
