import type { LifeEvent } from '@danqing/contracts';
import type { Masker } from '#govern';
import { isJsonObject } from '#kernel';
import type { ClickHouse } from '#platform';
import { saleEvents, saleValue } from '../read/sale.sql.ts';
import { cursorAfter, eventView, type LifeRow, readLifeRows, type TimelineRequest } from '../read/timeline.read.ts';

interface Refunded {
  readonly id: string;
  readonly value: number;
}

const refundsOfOrders = `
  SELECT ifNull(properties.order_id.:String, '') AS id, sum(abs(ifNull(${saleValue}, 0))) AS value FROM event_timeline
  WHERE workspace = {workspace:UInt32} AND origin_id IN {origins:Array(UInt64)} AND event IN {refunds:Array(String)} AND id IN {orders:Array(String)}
  GROUP BY id`;

/** Reading on for a text that stands only in what is masked ends here; the next page goes on. */
const mostReads = 10;

/** The text stands in the name or the properties as whoever asks sees them: what is masked cannot be guessed by searching for it. */
function hasText({ event, properties }: LifeEvent, text: string, masker: Masker): boolean {
  const seen = `${event} ${JSON.stringify(masker.json({ properties }))}`;
  return seen.toLowerCase().includes(text.toLowerCase());
}

const lifeEvent = (row: LifeRow): LifeEvent => ({ ...eventView(row), channel: row.channel });

async function matching(clickhouse: ClickHouse, request: TimelineRequest, masker: Masker): Promise<{ items: LifeEvent[]; next: string | null }> {
  const { text, limit } = request;
  const items: LifeEvent[] = [];
  let cursor = request.cursor;
  for (let read = 0; read < mostReads; read += 1) {
    const { rows, hasMore } = await readLifeRows(clickhouse, { ...request, cursor });
    for (const [index, row] of rows.entries()) {
      const item = lifeEvent(row);
      if (text === undefined || hasText(item, text, masker)) items.push(item);
      cursor = cursorAfter(row);
      if (items.length === limit) return { items, next: hasMore || index < rows.length - 1 ? cursor : null };
    }
    if (!hasMore) return { items, next: null };
  }
  return { items, next: cursor ?? null };
}

const propertyOf = ({ properties }: LifeEvent, name: string): unknown => (isJsonObject(properties) ? properties[name] : undefined);
const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
};
const textOf = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);

/** One page of a life with filters; orders say what is left of them after refunds, wherever those stand. */
export async function readLife(clickhouse: ClickHouse, request: TimelineRequest, masker: Masker): Promise<{ items: LifeEvent[]; next: string | null }> {
  const page = await matching(clickhouse, request, masker);
  const orderNames = new Set(saleEvents('orders'));
  const orders = page.items.filter(({ event }) => orderNames.has(event));
  const ids = orders.flatMap((item) => textOf(propertyOf(item, 'order_id')) ?? []);
  const refunds =
    ids.length === 0
      ? []
      : await clickhouse.query<Refunded>(
          refundsOfOrders,
          { workspace: request.workspace, origins: request.originIds, refunds: saleEvents('refunds'), orders: ids },
          { lane: 'point' },
        );
  const refundedOf = new Map(refunds.map(({ id, value }) => [id, value]));
  const withOrder = (item: LifeEvent): LifeEvent => {
    if (!orderNames.has(item.event)) return item;
    const id = textOf(propertyOf(item, 'order_id'));
    const value = numberOf(propertyOf(item, 'revenue')) ?? numberOf(propertyOf(item, 'total'));
    return { ...item, order: { id, value, refunded: id === null ? 0 : (refundedOf.get(id) ?? 0), currency: textOf(propertyOf(item, 'currency')) ?? '' } };
  };
  return { ...page, items: page.items.map(withOrder) };
}
