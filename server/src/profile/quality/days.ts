/** Days as clocks in a zone show them, YYYY-MM-DD, in ascending order. */
export interface DaysOf {
  readonly workspace: number;
  readonly zone: string;
  readonly days: readonly string[];
}

const dayMs = 86_400_000;

/** The day in SQL, and the condition on it: a stretch of moments that is wide enough for any zone, so that other partitions are not read. */
export const daySql = 'toString(toDate(ts, {zone:String}))';
export const inDays = `ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${daySql} IN {days:Array(String)}`;

export function dayParams({ workspace, zone, days }: DaysOf): Readonly<Record<string, unknown>> {
  const moments = days.map((day) => Date.parse(day));
  return { workspace, zone, days, from: Math.min(...moments) - dayMs, to: Math.max(...moments) + 2 * dayMs };
}

/** Measuring waits for everything else and never takes both cores. */
export const calm = { lane: 'batch', settings: { max_threads: 1 } } as const;
