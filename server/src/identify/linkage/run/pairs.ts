import type { ClickHouse } from '#platform';
import type { LinkPlan, PlannedComparison, PlannedRule } from '../compare/plan.ts';
import { typeOf } from '../prepare/forms.ts';
import { packSql, unpack, type VectorCount } from '../model/vectors.ts';
import type { RuleCost } from './block.ts';
import { bigQuery, type RunTables } from './tables.ts';

export interface PairOptions {
  /** Only pairs of records of different files. */
  readonly acrossFiles: boolean;
}

/** For each comparison with frequencies: value → records that hold it, where more than one does. */
export async function countFrequencies(clickhouse: ClickHouse, tables: RunTables, comparisons: readonly PlannedComparison[]): Promise<void> {
  for (const [place, { frequency }] of comparisons.entries()) {
    if (frequency === undefined) continue;
    const table = tables.frequency(place);
    await clickhouse.command(`CREATE TABLE ${table} (v UInt64, c UInt32) ENGINE = Join(ANY, LEFT, v)`);
    await clickhouse.command(
      `INSERT INTO ${table} SELECT cityHash64(${frequency.field}) AS v, count() AS c FROM ${tables.record} WHERE ${frequency.field} != '' GROUP BY v HAVING c > 1`,
      {},
      bigQuery,
    );
  }
}

/**
 * Compares the pairs of every rule, each pair once: a rule leaves to earlier ones what they have in common. A row holds both ids, the rules it
 * falls under (bits), its packed levels, and the bits that the rarity of its equal values gives: Σ log2(n / holders).
 */
export async function comparePairs(
  clickhouse: ClickHouse,
  tables: RunTables,
  plan: LinkPlan,
  rules: readonly PlannedRule[],
  costs: readonly RuleCost[],
  options: PairOptions,
): Promise<void> {
  const { record, block, pair } = tables;
  await clickhouse.command(`CREATE TABLE ${pair} (l UInt32, r UInt32, rules UInt32, levels UInt64, rarity Float32) ENGINE = Log`);
  const shares = rules.map((_, place) => sharesBlock(place, block, (costs[place]?.skippedBlocks ?? 0) > 0));
  const columns = ['id', 'file', 'old', ...plan.fields.map(({ name }) => name), ...rules.map((_, place) => `k${place}`)].join(', ');
  for (const place of rules.keys()) {
    const side = `(SELECT ${columns} FROM ${record} WHERE k${place} IN (SELECT k FROM ${block} WHERE rule = ${place} AND NOT skipped))`;
    const earlier = shares.slice(0, place).map((share) => `AND NOT (${share})`);
    const mask = shares.map((share, bit) => `bitShiftLeft(toUInt32(${share}), ${bit})`).join(' + ');
    await clickhouse.command(
      `INSERT INTO ${pair}
       SELECT l.id, r.id, ${mask}, ${packSql(plan.comparisons.map(({ sql }) => sql))}, ${raritySql(plan.comparisons, tables)}
       FROM ${side} AS l INNER JOIN ${side} AS r ON l.k${place} = r.k${place} AND l.id < r.id
       WHERE NOT (l.old AND r.old) ${options.acrossFiles ? 'AND l.file != r.file' : ''} ${earlier.join(' ')}`,
      {},
      bigQuery,
    );
  }
}

const sharesBlock = (place: number, block: string, hasSkipped: boolean): string =>
  `l.k${place} = r.k${place} AND l.k${place} != 0${hasSkipped ? ` AND l.k${place} NOT IN (SELECT k FROM ${block} WHERE rule = ${place} AND skipped)` : ''}`;

/** n is left out here: it is the same for every pair and level, so the weights bring it. */
function raritySql(comparisons: readonly PlannedComparison[], tables: RunTables): string {
  const parts = comparisons.flatMap(({ frequency }, place) =>
    frequency === undefined
      ? []
      : [
          `if(l.${frequency.field} = r.${frequency.field} AND l.${frequency.field} != '', -log2(greatest(1, joinGet('${tables.frequency(place)}', 'c', cityHash64(l.${frequency.field})))), 0)`,
        ],
  );
  return parts.length === 0 ? '0' : parts.join(' + ');
}

/** How many of the compared pairs have the same levels; of one rule, or of all. */
export async function countVectors(clickhouse: ClickHouse, tables: RunTables, comparisons: number, rule?: number): Promise<readonly VectorCount[]> {
  const filter = rule === undefined ? '' : `WHERE bitTest(rules, ${rule})`;
  const rows = await clickhouse.query<{ levels: string; n: number }>(
    `SELECT toString(levels) AS levels, toFloat64(count()) AS n FROM ${tables.pair} ${filter} GROUP BY levels`,
    {},
    bigQuery,
  );
  return rows.map(({ levels, n }) => ({ levels: unpack(levels, comparisons), count: n }));
}

const sampleRecords = 200_000;
const samplePairs = 500_000;
/** Small blocks, so that both cores have some. */
const sampleBlock = 1_000;

/**
 * Levels of pairs taken at random. Records are put on a ring by a hash of their content, and each is paired with those a few places on: every
 * record takes part equally often, and the order of the rows does not matter.
 */
export async function sampleVectors(
  clickhouse: ClickHouse,
  tables: RunTables,
  plan: LinkPlan,
  records: number,
  options: PairOptions,
): Promise<readonly VectorCount[]> {
  const { record, sample } = tables;
  const size = Math.min(records, sampleRecords);
  const shifts = Math.max(1, Math.min(Math.floor((size - 1) / 2), Math.ceil(samplePairs / size)));
  const fields = plan.fields.map(({ name }) => name).join(', ');
  await clickhouse.command(
    `CREATE TABLE ${sample} (place UInt32, id UInt32, file UInt16, ${plan.fields.map(({ name, form }) => `${name} ${typeOf(form)}`).join(', ')}) ENGINE = Memory`,
  );
  await clickhouse.command(
    `INSERT INTO ${sample} SELECT toUInt32(row_number() OVER (ORDER BY h, id) - 1) AS place, id, file, ${fields} FROM (SELECT id, file, ${fields}, cityHash64(${fields}) AS h FROM ${record} ORDER BY h, id LIMIT ${size})`,
    {},
    { ...bigQuery, settings: { ...bigQuery.settings, max_block_size: sampleBlock, min_insert_block_size_rows: sampleBlock, min_insert_block_size_bytes: 0 } },
  );
  const rows = await clickhouse.query<{ levels: string; n: number }>(
    `SELECT toString(${packSql(plan.comparisons.map(({ sql }) => sql))}) AS levels, toFloat64(count()) AS n
     FROM (SELECT *, arrayJoin(range(1, ${shifts + 1})) AS shift, toUInt32((place + shift) % ${size}) AS partner FROM ${sample}) AS l
     INNER JOIN ${sample} AS r ON l.partner = r.place
     WHERE l.id != r.id ${options.acrossFiles ? 'AND l.file != r.file' : ''}
     GROUP BY levels`,
    {},
    bigQuery,
  );
  return rows.map(({ levels, n }) => ({ levels: unpack(levels, plan.comparisons.length), count: n }));
}
