import type { SchemePreview } from '@danqing/contracts';
import { compileMeasure, type EvaluationContext, type Measure } from '#compile';
import type { ClickHouse, QueryOptions } from '#platform';

type Histogram = NonNullable<SchemePreview['axes'][number]['histogram']>;

const bins = 40;

interface Row {
  readonly known: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly median: number | null;
  readonly edge: number | null;
  readonly counts: readonly number[];
}

/**
 * How a measure is spread: equally wide bins from the least value to the 99th percentile, so that a few large ones do not squeeze all others into one bin;
 * those are counted with the last. Null where nobody has the measure. The measure is computed once, whatever it costs.
 */
export async function readHistogram(clickhouse: ClickHouse, by: Measure, context: EvaluationContext, options: QueryOptions): Promise<Histogram | null> {
  const { sql, params } = compileMeasure(by, context);
  const [row] = await clickhouse.query<Row>(
    `SELECT known, low, high, median, edge, counts FROM (SELECT *, quantiles[1] AS median, quantiles[2] AS edge,
      arrayMap(x -> if(edge > low, toUInt8(least(${bins - 1}, floor((x - low) / (edge - low) * ${bins}))), 0), xs) AS places,
      arrayMap(bin -> countEqual(places, bin), range(${bins})) AS counts
    FROM (
      SELECT count() AS known, min(value) AS low, max(value) AS high, quantilesExactInclusive(0.5, 0.99)(value) AS quantiles, groupArray(value) AS xs
      FROM (${sql})
    ))`,
    params,
    options,
  );
  if (row === undefined || row.known === 0 || row.low === null || row.high === null || row.median === null || row.edge === null) return null;
  const { known, low, high, median, edge, counts } = row;
  const width = (edge - low) / bins;
  const shown =
    width > 0
      ? Array.from({ length: bins }, (_, bin) => ({ from: low + bin * width, to: low + (bin + 1) * width, count: counts[bin] ?? 0 }))
      : [{ from: low, to: high, count: known }];
  return { known, min: low, max: high, median, bins: shown };
}
