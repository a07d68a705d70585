import { type LifeEvent, type Sighting, visitPauseMs, visitStarts } from '@danqing/contracts';
import { isMap } from '../../../../parts/is-map.ts';
import { dayMs } from '../../../../parts/days.ts';

/** A day of a life as it is shown: what happened, newest first, folded. */
export interface Day {
  /** YYYY-MM-DD where the reader is. */
  readonly day: string;
  readonly count: number;
  /** Whole days without an event between this day and the one before it in time. */
  readonly silentDays: number;
  readonly entries: readonly Entry[];
}

export type Entry =
  | { readonly kind: 'event'; readonly key: string; readonly event: LifeEvent }
  /** The same event again and again. */
  | { readonly kind: 'run'; readonly key: string; readonly name: string; readonly events: readonly LifeEvent[] }
  /** One who is there: what they do in one visit (`visitStarts`), as far as nothing else stands in between. */
  | {
      readonly kind: 'visit';
      readonly key: string;
      readonly entries: readonly Entry[];
      readonly events: readonly LifeEvent[];
      readonly minutes: number;
      readonly products: number;
    };

/** So many of one event in a row are one line. */
const runFrom = 3;
/** Fewer are no visit worth a heading. */
const visitFrom = 3;

/** What somebody does by being there; orders, messages and calls stand by themselves. */
const browsing = new Set(['page', 'screen']);
const browsed =
  /^(Product (Viewed|Clicked|Added|Removed|List Viewed|Added to Wishlist|Shared)|Products Searched|Cart Viewed|Checkout Started|Promotion (Viewed|Clicked)|Coupon Applied|Signed (In|Up)|Page Left|Element Clicked|Shared Link Opened|view_item|view_item_list|add_to_cart|search|ViewProduct|\$pageview|\$AppClick|\$WebClick)$/;
const isBrowsing = ({ type, event }: LifeEvent): boolean => browsing.has(type) || browsed.test(event);
const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = path.reduce((inner, name) => (isMap(inner) ? inner[name] : undefined), value);
  return typeof found === 'string' ? found : '';
};
/** Whether it shows that somebody was there, as the table `visits` has it: a page, a screen, or what carries the address of a page (orders as well). */
const isSeen = (event: LifeEvent): boolean =>
  !event.isBot && (browsing.has(event.type) || (event.type === 'track' && textAt(event.context, 'page', 'url') !== ''));
const sightingOf = (event: LifeEvent): Sighting => ({
  at: at(event),
  channel: textAt(event.context, 'traffic', 'channel'),
  source: textAt(event.context, 'traffic', 'source'),
  campaign: textAt(event.context, 'campaign', 'name'),
});

interface Visits {
  /** The messages with which visits begin. */
  readonly starts: ReadonlySet<string>;
  /** Whether it is browsing in a visit. A till and an imported file speak of products, too; without an address only what comes from where somebody is seen at that time is taken for browsing. */
  isWithin(event: LifeEvent): boolean;
}

function visitsOf(events: readonly LifeEvent[]): Visits {
  const seen = events.filter(isSeen).toSorted((a, b) => at(a) - at(b) || (a.messageId < b.messageId ? -1 : 1));
  const starts = visitStarts(seen.map(sightingOf));
  const bySource = Map.groupBy(seen, ({ source }) => source);
  const isBeside = (event: LifeEvent): boolean => bySource.get(event.source)?.some((one) => Math.abs(at(one) - at(event)) <= visitPauseMs) ?? false;
  return {
    starts: new Set(seen.flatMap(({ messageId }, index) => (starts[index] === true ? [messageId] : []))),
    isWithin: (event) => isBrowsing(event) && (isSeen(event) || (!event.isBot && isBeside(event))),
  };
}
const isView = ({ event }: LifeEvent): boolean => /^(Product Viewed|view_item|ViewProduct|CommodityDetail)$/.test(event);
const at = ({ timestamp }: LifeEvent): number => Date.parse(timestamp);

/** Runs of one event become one entry. */
function runs(events: readonly LifeEvent[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (let from = 0; from < events.length; ) {
    const first = events[from];
    if (first === undefined) break;
    let to = from + 1;
    while (to < events.length && events[to]?.event === first.event && first.order === undefined) to += 1;
    const stretch = events.slice(from, to);
    if (stretch.length >= runFrom) entries.push({ kind: 'run', key: `run-${first.messageId}`, name: first.event, events: stretch });
    else entries.push(...stretch.map((event): Entry => ({ kind: 'event', key: event.messageId, event })));
    from = to;
  }
  return entries;
}

/** Visits of one day: stretches of browsing within one visit, somebody being seen in each. `events`: newest first. */
function entriesOf(events: readonly LifeEvent[], { starts, isWithin }: Visits): readonly Entry[] {
  const entries: Entry[] = [];
  let alone: LifeEvent[] = [];
  const flush = (): void => {
    entries.push(...runs(alone));
    alone = [];
  };
  for (let from = 0; from < events.length; ) {
    const first = events[from];
    if (first === undefined) break;
    let to = from;
    let last = first;
    while (to < events.length) {
      const next = events[to];
      if (next === undefined || !isWithin(next) || (to > from && starts.has(last.messageId))) break;
      last = next;
      to += 1;
    }
    const stretch = events.slice(from, to);
    if (stretch.length >= visitFrom && stretch.some(isSeen)) {
      flush();
      entries.push({
        kind: 'visit',
        key: `visit-${first.messageId}`,
        entries: runs(stretch),
        events: stretch,
        minutes: Math.round((at(first) - at(last)) / 60_000),
        products: stretch.filter(isView).length,
      });
      from = to;
    } else {
      alone.push(first);
      from += 1;
    }
  }
  flush();
  return entries;
}

/** `$identify` and its like say who somebody is; they are no events of a life unless one asks for them. */
export function daysOf(events: readonly LifeEvent[], dayOf: (timestamp: string) => string): readonly Day[] {
  const visits = visitsOf(events);
  const byDay = [...Map.groupBy(events, ({ timestamp }) => dayOf(timestamp))];
  return byDay.map(([day, some], index) => {
    const before = byDay[index + 1]?.[0];
    return {
      day,
      count: some.length,
      silentDays: before === undefined ? 0 : Math.max(0, Math.round((Date.parse(day) - Date.parse(before)) / dayMs) - 1),
      entries: entriesOf(some, visits),
    };
  });
}
