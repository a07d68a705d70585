import { type Emission, storedName } from '../events/message.ts';
import type { Kind } from '../world.ts';

interface Counts {
  all: number;
  bySource: Record<string, number>;
  byName: Record<string, number>;
}

/** Exact numbers that the product's own counts must equal. Money in yuan, in the written form. */
export interface Totals {
  /** Messages as sent, second sendings too: what the product must accept. */
  readonly sent: Counts;
  /** Message ids, each once: what must be left after deduplication. */
  readonly unique: Counts;
  readonly duplicates: number;
  readonly skewed: number;
  readonly late: number;
  readonly people: Readonly<Record<Kind, number>>;
  readonly orders: number;
  readonly revenue: number;
  readonly refunds: number;
  readonly refunded: number;
}

export interface TotalsCounter {
  readonly person: (kind: Kind, emissions: readonly Emission[]) => void;
  readonly totals: () => Totals;
}

/** Messages that arrive this much later than they were said count as late. */
const LATE_MS = 3_600_000;

export function countTotals(): TotalsCounter {
  const sent: Counts = { all: 0, bySource: {}, byName: {} };
  const unique: Counts = { all: 0, bySource: {}, byName: {} };
  const people: Record<Kind, number> = { customer: 0, visitor: 0, bot: 0 };
  const money = { orders: 0, revenue: 0, refunds: 0, refunded: 0 };
  let skewed = 0;
  let late = 0;
  const message = (emission: Emission): void => {
    raise(sent, emission);
    if (emission.isCopy) return;
    raise(unique, emission);
    if (emission.skewMs !== 0) skewed += 1;
    if (emission.arrivesAt - emission.ts >= LATE_MS) late += 1;
    const revenue = emission.message.properties?.['revenue'];
    if (typeof revenue !== 'number') return;
    const fen = Math.round(revenue * 100);
    if (emission.message.event === 'Order Completed') {
      money.orders += 1;
      money.revenue += fen;
    } else if (emission.message.event === 'Order Refunded') {
      money.refunds += 1;
      money.refunded += fen;
    }
  };
  return {
    person: (kind, emissions) => {
      if (emissions.length > 0) people[kind] += 1;
      for (const emission of emissions) message(emission);
    },
    totals: () => ({
      sent: sorted(sent),
      unique: sorted(unique),
      duplicates: sent.all - unique.all,
      skewed,
      late,
      people,
      orders: money.orders,
      revenue: money.revenue / 100,
      refunds: money.refunds,
      refunded: money.refunded / 100,
    }),
  };
}

function raise(counts: Counts, { source, message }: Emission): void {
  const name = storedName(message);
  counts.all += 1;
  counts.bySource[source] = (counts.bySource[source] ?? 0) + 1;
  counts.byName[name] = (counts.byName[name] ?? 0) + 1;
}

const byKey = (counts: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
const sorted = (counts: Counts): Counts => ({ all: counts.all, bySource: byKey(counts.bySource), byName: byKey(counts.byName) });
