import type { TagType } from '#compile';

/** Levels of the quantiles of numbers. */
export const levels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

const summaryOf = (number: string, name: string): string =>
  `tuple(min(${number}), max(${number}), avg(${number}), quantilesExactInclusive(${levels.join(', ')})(${number})) AS ${name}`;

const number = 'toFloat64OrNull(text)';
/** 2026-05-31 as 20260531, 0 for what is no day. */
const day = "toUInt32OrZero(replaceAll(substring(text, 1, 10), '-', ''))";

/**
 * About twenty bins of one round width (1, 2 or 5 times a power of ten; of whole numbers at least 1) over what lies between the 1 % and the 99 %
 * quantile, so that a few far values do not squeeze all others into one bin; what lies outside is counted in the first and the last one.
 */
const bins = `
  (ends[2] - ends[1]) / 20 AS raw, exp10(floor(log10(raw))) AS power, raw / power AS lead,
  if(raw > 0, power * multiIf(lead <= 1, 1, lead <= 2, 2, lead <= 5, 5, 10), 1) AS step, if(isWhole, greatest(1, step), step) AS width,
  floor(ends[1] / width) * width AS low, if(empty(xs), 0, toUInt8(greatest(1, least(40, ceil((ends[2] - low) / width))))) AS size,
  arrayMap(x -> toUInt8(least(size - 1, greatest(0, floor((x - low) / width)))), xs) AS places,
  arrayMap(place -> (round(low + place * width, 9), round(low + (place + 1) * width, 9), countEqual(places, toUInt8(place))), range(size)) AS bins`;

/** What of the bins is filled in. */
const filledBins = `
  arrayMap(x -> toUInt8(least(size - 1, greatest(0, floor((x - low) / width)))), filledXs) AS filledPlaces,
  arrayMap(place -> countEqual(filledPlaces, toUInt8(place)), range(size)) AS filledBins`;

const isFilled = "fields['imputed'] = 'true'";
/** Of a feature: how many are filled in and far out, and with what they were filled most. */
const filledExtras = (type: TagType): readonly Extra[] => [
  { name: 'imputed', sql: `countIf(${isFilled})` },
  { name: 'outliers', sql: "countIf(fields['outlier'] = 'true')" },
  { name: 'filledWith', sql: `arrayMap(x -> (x.1, x.2), approx_top_kIf(100, 8192)(text, ${isFilled}))` },
  ...(type === 'number' ? [{ name: 'filledXs', sql: `groupArrayIf(assumeNotNull(${number}), ${isFilled})` }] : []),
];

/** Days within two months, months within six years, years beyond. */
const periods = `
  arrayFilter(x -> x > 0, xs) AS days, arrayMin(days) AS first, arrayMax(days) AS last,
  multiIf(empty(days) OR intDiv(last, 10000) - intDiv(first, 10000) > 6, 10000,
    (intDiv(last, 10000) - intDiv(first, 10000)) * 12 + intDiv(last, 100) % 100 - intDiv(first, 100) % 100 > 1, 100, 1) AS unit,
  arrayMap(x -> intDiv(x, unit), days) AS places,
  arrayMap(place -> (toString(place), countEqual(places, place)), arraySlice(arraySort(arrayDistinct(places)), -100)) AS periods`;

/** What else one wants to know of the same values: an aggregate, and what it is called. */
export interface Extra {
  readonly name: string;
  readonly sql: string;
}

interface Overview {
  readonly sql: string;
  readonly type: TagType;
  /** Parts that are numbers. */
  readonly parts: readonly string[];
  readonly extras?: readonly Extra[];
  /** Whether some of the values are filled in. */
  readonly isFeature: boolean;
}

/** SQL selecting one row about values (`text, items, fields`): known, distinct, own, the parts' summaries, bins or periods, and what else is asked for. */
export function overviewSql({ sql: values, type, parts, extras: more = [], isFeature }: Overview): string {
  const extras = isFeature ? [...more, ...filledExtras(type)] : more;
  const columns = [
    'count() AS known',
    `${type === 'list' ? 'uniqExactArray(items)' : 'uniqExact(text)'} AS distinct`,
    ...(type === 'number' ? [summaryOf(number, 'own')] : []),
    ...parts.map((name) => summaryOf(`toFloat64OrNull(fields['${name}'])`, name)),
    ...extras.map(({ name, sql }) => `${sql} AS ${name}`),
  ];
  const names = ['known', 'distinct', ...(type === 'number' ? ['own'] : []), ...parts, ...extras.map(({ name }) => name)];
  const all = (inner: readonly string[], shape: string, name: string): string =>
    `SELECT ${[...names, name].join(', ')} FROM (SELECT *, ${shape} FROM (SELECT ${[...columns, ...inner].join(', ')} FROM (${values})))`;
  if (type === 'date') return all([`groupArray(${day}) AS xs`], periods, 'periods');
  if (type !== 'number') return `SELECT ${columns.join(', ')} FROM (${values})`;
  const ends = `quantilesExactInclusive(0.01, 0.99)(${number}) AS ends`;
  return all(
    [`groupArray(${number}) AS xs`, ends, `min(${number} = floor(${number})) AS isWhole`],
    isFeature ? `${bins}, ${filledBins}` : bins,
    isFeature ? 'bins, filledBins' : 'bins',
  );
}
