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
  readonly counts: readonly (readonly [bin: number, count: number])[];
}

/**
 * How a measure is spread: equally wide bins from the least value to the 99th percentile, so that a few large ones do not squeeze all others into one bin;
 * those are counted with the last. Null where nobody has the measure.
 */
export async function readHistogram(clickhouse: ClickHouse, by: Measure, context: EvaluationContext, options: QueryOptions): Promise<Histogram | null> {
  const { sql, params } = compileMeasure(by, context);
  const [row] = await clickhouse.query<Row>(
    `WITH (SELECT (count(), min(value), max(value), quantileExactInclusive(0.5)(value), quantileExactInclusive(0.99)(value)) FROM (${sql})) AS x_all
    SELECT any(x_all.1) AS known, any(x_all.2) AS low, any(x_all.3) AS high, any(x_all.4) AS median, any(x_all.5) AS edge,
      arraySort(groupArray((bin, people))) AS counts
    FROM (
      SELECT if(x_all.5 > x_all.2, toUInt8(least(${bins - 1}, floor((value - x_all.2) / (x_all.5 - x_all.2) * ${bins}))), 0) AS bin, count() AS people
      FROM (${sql}) GROUP BY bin
    )`,
    params,
    options,
  );
  if (row === undefined || row.known === 0 || row.low === null || row.high === null || row.median === null || row.edge === null) return null;
  const { known, low, high, median, edge } = row;
  const counts = new Map(row.counts);
  const width = (edge - low) / bins;
  const shown =
    width > 0
      ? Array.from({ length: bins }, (_, bin) => ({ from: low + bin * width, to: low + (bin + 1) * width, count: counts.get(bin) ?? 0 }))
      : [{ from: low, to: high, count: known }];
  return { known, min: low, max: high, median, bins: shown };
}
