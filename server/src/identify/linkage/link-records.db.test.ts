import type { LinkageConfig } from '@danqing/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { febrlTasks, hasFebrl, readFebrl } from '../../../testing/linkage/febrl.ts';
import { madeColumns, madeRecords } from '../../../testing/linkage/people.ts';
import { labelsOf, scorePartition } from '../../../testing/linkage/score.ts';
import { sourceOf } from '../../../testing/linkage/source.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { type Linkage, type LinkOptions, linkRecords } from './link-records.ts';
import { gatherFacts } from './propose/column-facts.ts';
import { proposeConfig } from './propose/propose.ts';
import type { RecordSource } from './run/records.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

/** As the command does it without a configuration. */
async function link(source: RecordSource, options: Partial<LinkOptions> = {}): Promise<Linkage> {
  const facts = await gatherFacts(source);
  const hanColumns = new Set(facts.filter(({ hasHan }) => hasHan).map(({ column }) => column));
  return linkRecords(stores.clickhouse, proposeConfig(facts).config, source, { isUnique: false, hanColumns, ...options });
}

describe.each(['1', '4'] as const)('febrl %s', (name) => {
  it.skipIf(!hasFebrl)('is linked without being taught, as well as the goal says (skipped where ../shared/data/febrl is absent)', async () => {
    const { files, goal, links } = febrlTasks[name];
    const tables = files.map(readFebrl);
    const source = sourceOf(
      tables[0]?.columns ?? [],
      tables.map(({ rows }) => rows),
    );
    const linkage = await link(source, { isUnique: files.length > 1 });
    expect(linkage.model.comparisons.map(({ columns }) => columns[0])).not.toContain('rec_id');
    const truth = tables.flatMap((table) => table.truth);
    const score = scorePartition(truth, labelsOf(truth.length, linkage.clusters));
    expect(score.links).toBe(links);
    expect(score.f1).toBeGreaterThanOrEqual(goal);
  });
});

describe('made-up people', () => {
  const records = [...madeRecords(4_000, 11)];
  const truth = records.map(({ person }) => person);
  const cells = records.map((record) => record.cells);

  it('are found again, English and Chinese, and the model knows about how well', async () => {
    const linkage = await link(sourceOf(madeColumns, [cells]));
    const score = scorePartition(truth, labelsOf(cells.length, linkage.clusters));
    expect(score.f1).toBeGreaterThan(0.98);
    const half = linkage.thresholds.find(({ probability }) => probability === 0.5);
    expect(Math.abs((half?.precision ?? 0) - score.precision)).toBeLessThan(0.02);
  });

  it('are grouped the same whatever the order of rows', async () => {
    const some = cells.slice(0, 600);
    const groupsOf = async (order: readonly number[]): Promise<readonly string[]> => {
      const linkage = await link(sourceOf(madeColumns, [order.map((place) => some[place] ?? [])]));
      return linkage.clusters
        .map((group) =>
          group
            .map((id) => order[id] ?? -1)
            .toSorted((a, b) => a - b)
            .join(),
        )
        .toSorted();
    };
    const straight = some.map((_, place) => place);
    const expected = await groupsOf(straight);
    expect(expected.length).toBeGreaterThan(50);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(straight, { minLength: straight.length }), async (order) => {
        expect(await groupsOf(order)).toEqual(expected);
      }),
      { numRuns: 3 },
    );
  });

  it('are not linked when nobody is there twice', async () => {
    const once = records.filter(({ person }, place) => records[place - 1]?.person !== person).map((record) => record.cells);
    const linkage = await link(sourceOf(madeColumns, [once]));
    expect(linkage.clusters.length).toBeLessThan(0.005 * once.length);
  });

  it('are left alone when nothing brings two of them together', async () => {
    const linkage = await link(
      sourceOf(
        ['x', 'y'],
        [
          [
            ['1', '2'],
            ['3', '4'],
          ],
        ],
      ),
    );
    expect([linkage.comparedPairs, linkage.clusters, linkage.pairs]).toEqual([0, [], []]);
  });

  it('are linked by a model of before when new records come, and old ones are not compared again', async () => {
    const all = await link(sourceOf(madeColumns, [cells]));
    const old = 3_000;
    const source: RecordSource = {
      columns: madeColumns,
      async *batches() {
        yield cells.map((each, place) => ({ file: 0, row: place + 1, cells: each, isOld: place < old }));
      },
    };
    const later = await link(source, { model: all.model });
    expect(later.model).toBe(all.model);
    expect(later.comparedPairs).toBeLessThan(all.comparedPairs);
    const key = ({ l, r, bits }: { l: number; r: number; bits: number }): string => `${l} ${r} ${bits.toFixed(3)}`;
    expect(later.pairs.map(key).toSorted()).toEqual(
      all.pairs
        .filter(({ r }) => r >= old)
        .map(key)
        .toSorted(),
    );
  });

  it('are explained: the bits of a pair are the sum of its steps', async () => {
    const linkage = await link(sourceOf(madeColumns, [cells.slice(0, 1_500)]), { explain: 20 });
    expect(linkage.leastSure).toHaveLength(20);
    for (const { bits, steps } of linkage.leastSure) expect(steps.reduce((sum, step) => sum + step.bits, 0)).toBeCloseTo(bits, 2);
  });

  it('leave nothing behind in the engine', async () => {
    await link(sourceOf(madeColumns, [cells.slice(0, 100)]));
    const left = await stores.clickhouse.query("SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'linkage_run%'");
    expect(left).toEqual([]);
  });

  it('say which blocks were left out when there would be too many pairs', async () => {
    const said: string[] = [];
    const config: LinkageConfig = {
      comparisons: [
        { kind: 'name', columns: ['surname'] },
        { kind: 'date', columns: ['birth_date'] },
      ],
      blocking: [[{ column: 'surname' }]],
      maxPairs: 1_000,
    };
    const linkage = await linkRecords(stores.clickhouse, config, sourceOf(madeColumns, [cells]), {
      isUnique: false,
      hanColumns: new Set(['surname']),
      say: (message) => said.push(message),
    });
    expect(linkage.comparedPairs).toBeLessThanOrEqual(1_000);
    expect(said.join('\n')).toMatch(/blocks left out/);
  });
});
