import type { FencePlan } from './plan.ts';

/** More groups than this, and only the largest have a value of their own. */
export const mostGroups = 2000;

/**
 * One row about numbers: how many there are, moments, type-7 quartiles and deviations from the median of all that are known. The median must be there before
 * the deviations can be taken, so the values stand in one array (8 bytes a profile).
 */
export const numbersSql = (base: string): string => `
  SELECT total, length(xs) AS known, arrayAvg(xs) AS mean, sqrt(arrayAvg(arrayMap(x -> pow(x - mean, 2), xs))) AS sd, arrayMin(xs) AS min, arrayMax(xs) AS max,
    arrayReduce('quantilesExactInclusive(0.25, 0.5, 0.75)', xs) AS quartiles, arrayMap(x -> abs(x - quartiles[2]), xs) AS deviations,
    arrayReduce('quantilesExactInclusive(0.5)', deviations)[1] AS mad, arrayAvg(deviations) AS "meanDeviation"
  FROM (SELECT count() AS total, groupArrayIf(assumeNotNull(f_value), isNotNull(f_value)) AS xs FROM (${base}))`;

export const countSql = (base: string): string => `SELECT count() AS total, count(f_value) AS known FROM (${base})`;

export const flaggedSql = (base: string): string => `SELECT countIf(f_value < {low:Float64} OR f_value > {high:Float64}) AS flagged FROM (${base})`;

const namesOf = (places: number): readonly string[] => Array.from({ length: places }, (_, index) => `f_place_${index}`);

const levelsOf = (places: number): readonly (readonly string[])[] => Array.from({ length: places + 1 }, (_, level) => namesOf(level));

/** How many of the groups' fields a row of the grouping sets is about. */
const levelSql = (places: number): string => ['0', ...namesOf(places).map((name) => `(1 - grouping(${name}))`)].join(' + ');

/** A group whose fields are not all known is none. */
const isWhole = (places: number): string =>
  ['1', ...Array.from({ length: places }, (_, index) => `(level <= ${index} OR f_place_${index} != '')`)].join(' AND ');

/**
 * The value that fills, of everybody and of each group in one statement: `level, place, known, value`, at least so many known to a group and the largest
 * groups of a level. Of equally frequent values the least is the mode. `inside`: only values between the fences count.
 */
export function groupsSql(base: string, by: 'mean' | 'median' | 'mode', places: number, inside: boolean): string {
  const names = namesOf(places);
  const columns = names.map((name) => `, ${name}`).join('');
  const between = inside ? ' AND f_value >= {low:Float64} AND f_value <= {high:Float64}' : '';
  const rows = `SELECT f_value AS x${columns} FROM (${base}) WHERE isNotNull(f_value)${between}`;
  const sets = (more: readonly string[]): string =>
    levelsOf(places)
      .map((level) => `(${[...level, ...more].join(', ')})`)
      .join(', ');
  const head = `SELECT ${levelSql(places)} AS level${columns}`;
  const counted = `${head}, assumeNotNull(x) AS x, count() AS n FROM (${rows}) GROUP BY GROUPING SETS (${sets(['x'])})`;
  const value = by === 'mean' ? 'avg(x)' : 'quantileExactInclusive(0.5)(x)';
  const grouped =
    by === 'mode'
      ? `SELECT level${columns}, sum(n) AS known, toString(argMin(x, (-toInt64(n), x))) AS value FROM (${counted}) GROUP BY level${columns}`
      : `${head}, count() AS known, toString(${value}) AS value FROM (${rows}) GROUP BY GROUPING SETS (${sets([])})`;
  const place = `CAST([${names.map((name) => `toString(${name})`).join(', ')}], 'Array(String)')`;
  return `
    SELECT level, ${place} AS place, known, value FROM (${grouped})
    WHERE known > 0 AND (level = 0 OR known >= {least:UInt32}) AND ${isWhole(places)}
    ORDER BY level DESC, known DESC, place LIMIT ${mostGroups} BY level`;
}

/** Where fences stand; null where the values have no spread that could tell far from near. */
export function fencesOf(
  { by, limit }: FencePlan,
  {
    quartiles: [low, middle, high],
    mad,
    meanDeviation,
  }: { readonly quartiles: readonly [number, number, number]; readonly mad: number; readonly meanDeviation: number },
): { readonly low: number; readonly high: number } | null {
  // Tukey, Exploratory Data Analysis (1977), ch. 2.
  if (by === 'iqr') return high === low ? null : { low: low - limit * (high - low), high: high + limit * (high - low) };
  const unit = madUnit(mad, meanDeviation);
  return unit === 0 ? null : { low: middle - limit * unit, high: middle + limit * unit };
}

/**
 * One step of the modified z-score: M = 0.6745 (x − median) / MAD; where half of the values are the median and MAD is 0, (x − median) / (1.253314 mean
 * absolute deviation). Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993), section 3.
 */
export const madUnit = (mad: number, meanDeviation: number): number => (mad > 0 ? mad / 0.6745 : 1.253314 * meanDeviation);
