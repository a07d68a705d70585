import { unitMs } from '#kernel';
import type { Duration, Rule } from '../rule.ts';
import type { Binder } from './binder.ts';
import type { EventSource } from './event-source.ts';

type Sequence = Extract<Rule, { readonly kind: 'sequence' }>;

/** Before any deadline. */
const never = 'toInt64(-4611686018427387904)';
/** After any event. */
const always = 'toInt64(4611686018427387904)';
/** Room for the step's number beside a moment in milliseconds. */
const steps = 64;

/**
 * Whether some events, one a step, follow each other. Every event becomes a number for each step it satisfies: moment × 64 + (63 − step), so that
 * sorting puts events in order of time and, of one millisecond, later steps first: a step then sees only what was strictly before it. One fold over
 * those keeps, for each number of steps done, the latest deadline (moment of the first step + `within`) by which the last step must come; the latest
 * is always the best. Linear in the events of a profile, where comparing all pairs is quadratic; ClickHouse's windowFunnel misses A, then A and B in
 * one millisecond, and A twice.
 */
export function sequenceSql({ steps: wanted, within, window }: Sequence, events: EventSource, timezone: string): string {
  const selections = wanted.map((step) => ({ ...step, window, each: null }));
  if (wanted.length === 1) return `(${events.columnOf(selections, ([condition = '0']) => `countIf(${condition})`)} > 0)`;
  const moments = events.columnOf(selections, (conditions) => {
    const codes = conditions.map((condition, index) => `if(${condition}, toUnixTimestamp64Milli(ts) * ${steps} + ${steps - 2 - index}, ${never})`);
    return `groupArrayArrayIf(arrayFilter(x -> x != ${never}, [${codes.join(', ')}]), ${[...new Set(conditions)].join(' OR ')})`;
  });
  const isStep = (index: number): string => `bitAnd(x, ${steps - 1}) = ${steps - 2 - index}`;
  const deadlines = wanted.slice(0, -1).map((_, index) => {
    const reached = index === 0 ? deadlineSql(within, events.compilation.binder, timezone) : `a.${index}`;
    return `if(${isStep(index)}, greatest(a.${index + 1}, ${reached}), a.${index + 1})`;
  });
  const done = `if(${isStep(wanted.length - 1)} AND ${momentOfCode} <= a.${wanted.length - 1}, toUInt8(1), a.${wanted.length})`;
  const start = [...deadlines.map(() => never), 'toUInt8(0)'].join(', ');
  return `(arrayFold((a, x) -> (${[...deadlines, done].join(', ')}), arraySort(${moments}), (${start})).${wanted.length} = 1)`;
}

const momentOfCode = 'bitShiftRight(x, 6)';

/** By when the last step must come if the first came at this moment. */
function deadlineSql(within: Duration | null, binder: Binder, timezone: string): string {
  if (within === null) return always;
  if (within.unit !== 'month') return `(${momentOfCode} + ${binder.bind(within.n * unitMs[within.unit], 'Int64')})`;
  // Months go by the calendar at the same local time; a local time that clocks skip moves forward, which ClickHouse does not (see momentSql).
  const zone = binder.text(timezone);
  const local = `fromUnixTimestamp64Milli(${momentOfCode}, ${zone})`;
  const months = binder.bind(within.n, 'Int32');
  const wall = `toUnixTimestamp64Milli(addMonths(fromUnixTimestamp64Milli(${momentOfCode} + 1000 * toInt64(timeZoneOffset(${local})), 'UTC'), ${months}))`;
  return `(${wall} - 1000 * toInt64(timeZoneOffset(addMonths(${local}, ${months}))))`;
}
