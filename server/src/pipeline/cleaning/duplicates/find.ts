import type { OrderRow } from '#profile';

/** Messages that tell of one order, and the one that is believed. */
export interface SameOrder {
  readonly why: 'order_id' | 'person_amount_time';
  readonly rows: readonly (OrderRow & { readonly trust: number; readonly survives: boolean })[];
}

export interface FindOptions {
  /** Two sources tell of one order when no more lies between them. */
  readonly windowMs: number;
  readonly trustOf: (source: string) => number;
}

/** The source that is trusted most is believed; of several the one that told it first, then the least message id. */
function judged(why: SameOrder['why'], rows: readonly OrderRow[], trustOf: FindOptions['trustOf']): SameOrder {
  const trusted = rows.map((row) => ({ ...row, trust: trustOf(row.source) }));
  const [best] = trusted.toSorted((a, b) => b.trust - a.trust || a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
  return { why, rows: trusted.map((row) => ({ ...row, survives: row === best })) };
}

/** Runs of rows, in the order of time, between which no more than the window lies. */
function runs(rows: readonly OrderRow[], windowMs: number): readonly (readonly OrderRow[])[] {
  const found: OrderRow[][] = [];
  for (const row of rows.toSorted((a, b) => a.at - b.at)) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last === undefined || before === undefined || row.at - before.at > windowMs) found.push([row]);
    else last.push(row);
  }
  return found;
}

/**
 * Orders that came more than once: by their id; or of one customer, the same amount, close in time and from different sources under different ids. One source that tells two equal orders within
 * minutes tells of two orders. Nothing is removed: a report.
 */
export function findSameOrders(
  { byId, byPerson }: { readonly byId: readonly OrderRow[]; readonly byPerson: readonly OrderRow[] },
  options: FindOptions,
): readonly SameOrder[] {
  const { windowMs, trustOf } = options;
  const same = [...Map.groupBy(byId, ({ orderId }) => orderId).values()].map((rows) => judged('order_id', rows, trustOf));
  const close = [...Map.groupBy(byPerson, ({ profile, revenue }) => `${profile}/${revenue}`).values()]
    .flatMap((rows) => runs(rows, windowMs))
    .filter((rows) => new Set(rows.map(({ source }) => source)).size > 1 && new Set(rows.map(({ orderId, messageId }) => orderId || messageId)).size > 1)
    .map((rows) => judged('person_amount_time', rows, trustOf));
  return [...same, ...close];
}
