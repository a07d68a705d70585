import { metricOf } from '../metrics.ts';
import type { Measure, NumberTest, OperationKind, Rule } from '../rule.ts';
import { anniversarySql, comingDays } from './anniversary.ts';
import { consentSql } from './consent.ts';
import { eventQuantity } from './event-measure.ts';
import { allOf, anyOf, type Condition, notOf, type Quantity, type SourceName, union } from './expression.ts';
import type { Frame } from './frame.ts';
import { numberSql, type Reading } from './reading.ts';
import { compareSql, numberTestSql, testSql } from './test.ts';
import { windowBounds } from './event-source.ts';
import { metricQuantity } from './metric.ts';
import { drawnSql, listSql, percentSql, placeShareSql } from './people.ts';
import { sequenceSql } from './sequence.ts';

/** A rule over the columns of a frame. `way`: the segments that are being inlined. */
export function ruleCondition(rule: Rule, frame: Frame, way: readonly string[]): Condition {
  const { compilation } = frame;
  compilation.countCondition();
  switch (rule.kind) {
    case 'all':
      return allOf(rule.of.map((part) => ruleCondition(part, frame, way)));
    case 'any':
      return anyOf(rule.of.map((part) => ruleCondition(part, frame, way)));
    case 'not':
      return notOf(ruleCondition(rule.of, frame, way));
    case 'segment':
      return ruleCondition(compilation.segment(rule.key, way), frame, [...way, rule.key]);
    case 'trait':
      return valueCondition(
        frame,
        frame.trait(rule.path),
        (reading) => testSql(reading, rule.test, compilation.binder, compilation.context),
        rule.test.op === 'missing',
      );
    case 'tag':
      return valueCondition(
        frame,
        frame.tag(rule.key, rule.field),
        (reading) => testSql(reading, rule.test, compilation.binder, compilation.context),
        rule.test.op === 'missing',
      );
    case 'has':
      return { sql: frame.profileColumn(hasSql(rule.identifier, frame)), sources: new Set(['profile']), whenEmpty: 'depends' };
    case 'measure':
      return measureCondition(measureQuantity(rule.measure, frame), rule.test, frame);
    case 'compare': {
      const [left, right] = [measureQuantity(rule.left, frame), measureQuantity(rule.right, frame)];
      return {
        sql: compareSql(left.sql, rule.op, right.sql),
        sources: union(left.sources, right.sources),
        whenEmpty: comparedEmpty(left.whenEmpty, rule.op, right.whenEmpty),
      };
    }
    case 'edge': {
      const edge = rule.edge === 'first' ? 'min' : 'max';
      const bounds = windowBounds(rule.window, compilation.context);
      const column = frame.events.column(rule.of, (condition) => `${edge}OrNullIf(ts, ${condition})`);
      const from = bounds.fromMs === Number.NEGATIVE_INFINITY ? '' : `${column} >= ${compilation.binder.moment(bounds.fromMs)} AND `;
      return { sql: `ifNull(${from}${column} < ${compilation.binder.moment(bounds.toMs)}, 0)`, sources: new Set(['events']), whenEmpty: false };
    }
    case 'rank':
      return memberCondition(frame, frame.rank(rule.rank, way));
    case 'sequence':
      return { sql: sequenceSql(rule, frame.events, compilation.context.timezone), sources: new Set(['events']), whenEmpty: false };
    case 'sample': {
      if ('n' in rule.size) return memberCondition(frame, drawnSql(rule.size.n, rule, compilation));
      return { sql: frame.profileColumn(percentSql(rule.size.percent, rule.seed, compilation)), sources: new Set(['profile']), whenEmpty: 'depends' };
    }
    case 'list':
      return memberCondition(frame, listSql(rule.key, compilation));
    case 'consent':
      return memberCondition(frame, consentSql(rule, compilation));
    case 'account':
      return memberCondition(frame, frame.ofAccounts(rule.of));
    case 'anniversary': {
      const { at, timezone } = compilation.context;
      const days = comingDays(rule.days, at, timezone);
      return valueCondition(frame, frame.trait(rule.path), (reading) => anniversarySql(reading, days, compilation.binder, timezone), false);
    }
  }
}

/** A condition that a subquery of members decides. */
function memberCondition(frame: Frame, members: string): Condition {
  const { source, column } = frame.members(members);
  return { sql: column, sources: new Set([source]), whenEmpty: false };
}

/** A condition on a trait or tag, computed at the profile's row or over its history. */
function valueCondition(
  frame: Frame,
  { reading, source }: { reading: Reading; source: SourceName },
  make: (reading: Reading) => string,
  isMissing: boolean,
): Condition {
  const sql = make(reading);
  if (source === 'profile') return { sql: frame.profileColumn(sql), sources: new Set([source]), whenEmpty: 'depends' };
  return { sql, sources: new Set([source]), whenEmpty: isMissing };
}

function hasSql(identifier: string, frame: Frame): string {
  const { binder } = frame.compilation;
  const own = `has(kinds, ${binder.text(identifier)})`;
  return identifier === 'openid' ? `(${own} OR arrayExists(kind -> startsWith(kind, 'openid:'), kinds))` : own;
}

/** A measure over the columns of a frame. */
export function measureQuantity(measure: Measure, frame: Frame): Quantity {
  frame.compilation.countCondition();
  switch (measure.kind) {
    case 'number':
      return { sql: frame.compilation.binder.number(measure.value), isNullable: false, sources: new Set(), whenEmpty: measure.value };
    case 'trait':
      return storedQuantity(frame, frame.trait(measure.path));
    case 'tag':
      return storedQuantity(frame, frame.tag(measure.key, measure.field));
    case 'times':
    case 'plus':
    case 'minus':
    case 'else':
      return operation(measure.kind, measureQuantity(measure.left, frame), measureQuantity(measure.right, frame));
    case 'random':
      return {
        sql: frame.profileColumn(placeShareSql(measure.seed, frame.compilation)),
        isNullable: false,
        sources: new Set(['profile']),
        whenEmpty: 'depends',
      };
    case 'metric':
      return metricQuantity(metricOf(measure.key).formula, frame.events, measure.window ?? null);
    default:
      return eventQuantity(measure, frame.events);
  }
}

function storedQuantity(frame: Frame, { reading, source }: { reading: Reading; source: SourceName }): Quantity {
  const number = reading.number ?? (reading.text === null ? "CAST(NULL, 'Nullable(Float64)')" : numberSql(reading.text));
  if (source === 'profile') return { sql: frame.profileColumn(number), isNullable: true, sources: new Set([source]), whenEmpty: 'depends' };
  return { sql: number, isNullable: true, sources: new Set([source]), whenEmpty: null };
}

const signs = { times: '*', plus: '+', minus: '-' } as const;

function operation(kind: OperationKind, left: Quantity, right: Quantity): Quantity {
  const [a, b] = [left.whenEmpty, right.whenEmpty];
  const sources = union(left.sources, right.sources);
  if (kind === 'else') {
    const sql = `ifNull(toFloat64(${left.sql}), toFloat64(${right.sql}))`;
    return { sql, isNullable: left.isNullable && right.isNullable, sources, whenEmpty: a ?? b };
  }
  return {
    // Counts are unsigned in ClickHouse and would wrap around.
    sql: `(toFloat64(${left.sql}) ${signs[kind]} toFloat64(${right.sql}))`,
    isNullable: left.isNullable || right.isNullable,
    sources,
    whenEmpty: a === null || b === null ? null : a === 'depends' || b === 'depends' ? 'depends' : { times: a * b, plus: a + b, minus: a - b }[kind],
  };
}

function measureCondition(quantity: Quantity, test: NumberTest, frame: Frame): Condition {
  const sql = numberTestSql(quantity.sql, quantity.isNullable, test, frame.compilation.binder);
  return { sql, sources: quantity.sources, whenEmpty: quantity.whenEmpty === 'depends' ? 'depends' : holds(quantity.whenEmpty, test) };
}

function holds(value: number | null, test: NumberTest): boolean {
  if (test.op === 'missing' || test.op === 'exists') return (value === null) === (test.op === 'missing');
  if (value === null) return false;
  switch (test.op) {
    case 'between':
      return value >= test.low && value <= test.high;
    case 'in':
      return test.values.includes(value);
    case 'nin':
      return !test.values.includes(value);
    default:
      return orders[test.op](value, test.value);
  }
}

const orders = {
  eq: (a: number, b: number) => a === b,
  ne: (a: number, b: number) => a !== b,
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
};

function comparedEmpty(a: Quantity['whenEmpty'], op: keyof typeof orders, b: Quantity['whenEmpty']): Condition['whenEmpty'] {
  if (a === null || b === null) return false;
  return a === 'depends' || b === 'depends' ? 'depends' : orders[op](a, b);
}
