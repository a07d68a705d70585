import type { MetricFormula, MetricSource } from '../metrics.ts';
import type { Path, Selection, Window } from '../rule.ts';
import { eventQuantity, roundedSql } from './event-measure.ts';
import type { EventSource } from './event-source.ts';
import { type Quantity, union } from './expression.ts';
import { jsonReading, numberSql } from './reading.ts';

const pathOf = (text: string): Path => ({ text, parts: text.split('.'), isList: text.includes('[]') });
const eventsOf = (event: string, window: Window | null): Selection => ({ event, where: null, window, each: null });

/** A metric over the columns of a frame: of all events, or of those in the window. */
export function metricQuantity(formula: MetricFormula, events: EventSource, window: Window | null): Quantity {
  switch (formula.kind) {
    case 'orZero': {
      const of = metricQuantity(formula.of, events, window);
      return { ...of, sql: `ifNull(${of.sql}, 0)`, isNullable: false, whenEmpty: of.whenEmpty ?? 0 };
    }
    case 'minus':
    case 'ratio': {
      const [left, right] = [metricQuantity(formula.left, events, window), metricQuantity(formula.right, events, window)];
      const [a, b] = [`toFloat64(${left.sql})`, `toFloat64(${right.sql})`];
      return {
        sql: roundedSql(formula.kind === 'minus' ? `(${a} - ${b})` : `(${a} / nullIf(${b}, 0))`),
        isNullable: true,
        sources: union(left.sources, right.sources),
        // Every ratio and difference here needs an order.
        whenEmpty: null,
      };
    }
    default:
      return sourceQuantity(formula, events, window);
  }
}

function sourceQuantity(source: MetricSource, events: EventSource, window: Window | null): Quantity {
  const of = eventsOf(source.event, window);
  switch (source.kind) {
    case 'count':
      return eventQuantity({ kind: 'count', of }, events);
    case 'value':
    case 'size': {
      const value = valueSql(events);
      const aggregate = source.kind === 'size' ? `sumIf(abs(${value}), ` : `${source.stat}If(${value}, `;
      const column = events.column(of, (condition) => `${aggregate}${condition})`);
      return { sql: roundedSql(column), isNullable: true, sources: new Set(['events']), whenEmpty: null };
    }
    case 'quantity':
      return eventQuantity({ kind: 'sum', of: { ...of, each: pathOf('products[]') }, subject: { kind: 'item', path: pathOf('quantity') } }, events);
    case 'interval':
      return eventQuantity({ kind: 'interval', stat: 'avg', of, unit: 'day' }, events);
    case 'age':
      return eventQuantity({ kind: 'since', edge: source.edge, of, unit: 'day' }, events);
  }
}

/** What an order is worth: its revenue, or its total where no number was sent as revenue. */
function valueSql({ compilation }: EventSource): string {
  const { text } = jsonReading('properties', pathOf('total'), compilation.context.listPaths);
  // Not ifNull: of `if` the engine computes a branch only for the rows that take it (2 million orders: 250 ms of CPU instead of 325; 170 without the total).
  return `if(isNull(revenue), ${numberSql(text ?? 'NULL')}, revenue)`;
}
