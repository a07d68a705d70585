/**
 * A rule as an immutable tree: what the parser made of the wire form once nothing was left to doubt. Every later step (SQL, sentence,
 * dependencies) switches over these kinds exhaustively. Moments and zones are not in it: they come with the evaluation.
 */
import type { CalendarPeriod, TimeUnit } from '@danqing/contracts';
import type { HolidayName, OwnHoliday } from '#kernel';
import type { MetricKey } from './metrics.ts';

export type Scalar = string | number | boolean;

/** What sentences call a tag, segment or list; without it they say its key. */
export interface Called {
  readonly name?: string;
}

export interface Duration {
  readonly n: number;
  readonly unit: TimeUnit;
}

export type OrderOperator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte';
type TextOperator = 'contains' | 'ncontains' | 'startsWith' | 'endsWith';

/** A comparison of a stored value with values of the rule; the JSON type of the rule's value decides how the stored one is read. */
export type Test =
  | { readonly op: 'exists' }
  | { readonly op: 'missing' }
  | { readonly op: OrderOperator; readonly value: Scalar }
  | { readonly op: 'between'; readonly low: string | number; readonly high: string | number }
  | { readonly op: 'in' | 'nin'; readonly values: readonly Scalar[] }
  | { readonly op: TextOperator; readonly value: string }
  | { readonly op: 'before' | 'after'; readonly value: string }
  | { readonly op: 'withinLast' | 'withinNext'; readonly value: Duration };

/** The tests a computed number can stand. */
export type NumberTest =
  | { readonly op: 'exists' }
  | { readonly op: 'missing' }
  | { readonly op: OrderOperator; readonly value: number }
  | { readonly op: 'between'; readonly low: number; readonly high: number }
  | { readonly op: 'in' | 'nin'; readonly values: readonly number[] };

export type Window =
  | { readonly kind: 'last'; readonly n: number; readonly unit: TimeUnit }
  | { readonly kind: 'between'; readonly far: number; readonly near: number; readonly unit: TimeUnit }
  | { readonly kind: 'range'; readonly from: string; readonly to: string | null }
  | { readonly kind: 'calendar'; readonly period: CalendarPeriod }
  /** Days `from` to `to`, both included, counted from the holiday's first; without a year its latest whose days began. */
  | { readonly kind: 'holiday'; readonly holiday: HolidayName | OwnHoliday; readonly from: number; readonly to: number; readonly year: number | null };

/** A path that dots separate; `[]` ends the part that is a list: products[].sku. At most one list a path. */
export interface Path {
  readonly text: string;
  readonly parts: readonly string[];
  readonly isList: boolean;
}

/** What of an event a condition or an aggregate reads. `item` and `product` are there only where a list's element is at hand. */
export type Subject =
  | { readonly kind: 'property'; readonly path: Path }
  | { readonly kind: 'context'; readonly field: ContextField }
  /** A field of the element; `amount` is price × quantity where it is not sent. */
  | { readonly kind: 'item'; readonly path: Path }
  /** An attribute of the catalogue's product that the element's sku or product_id names, as it was at the event. */
  | { readonly kind: 'product'; readonly path: Path };

export type Where =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Where[] }
  | { readonly kind: 'not'; readonly of: Where }
  | (Subject & { readonly test: Test })
  /** Some element of the list satisfies all of `where`; never inside another element. */
  | { readonly kind: 'element'; readonly list: Path; readonly where: Where };

/** What `$…` paths read: typed columns of the event tables. */
export type ContextField =
  | 'channel'
  | 'traffic.channel'
  | 'traffic.source'
  | 'browser.name'
  | 'source'
  | 'locale'
  | 'ip'
  | 'groupId'
  | 'userAgent'
  | 'page.url'
  | 'page.path'
  | 'page.title'
  | 'page.referrer'
  | 'page.search'
  | 'utm.source'
  | 'utm.medium'
  | 'utm.campaign'
  | 'utm.term'
  | 'utm.content'
  | 'device.id'
  | 'device.type'
  | 'device.model'
  | 'os.name'
  | 'os.version'
  | 'app.name'
  | 'app.version'
  | 'geo.country'
  | 'geo.province'
  | 'geo.city';

/** Which events count: a name or '*', a condition on the event, a window. With `each` (`products[]`) it is elements that count, and `where` reads those. */
export interface Selection {
  readonly event: string;
  readonly where: Where | null;
  readonly window: Window | null;
  readonly each: Path | null;
}

/** One event of a sequence. */
export type Step = Pick<Selection, 'event' | 'where'>;

/** `else`: the left one, or the right one where that is unknown. */
export type OperationKind = 'times' | 'plus' | 'minus' | 'else';

export type Measure =
  | { readonly kind: 'count'; readonly of: Selection }
  | { readonly kind: 'sum' | 'avg' | 'min' | 'max' | 'unique'; readonly of: Selection; readonly subject: Subject }
  | { readonly kind: 'since'; readonly edge: 'first' | 'last'; readonly of: Selection; readonly unit: TimeUnit }
  | { readonly kind: 'interval'; readonly stat: 'avg' | 'median'; readonly of: Selection; readonly unit: TimeUnit }
  | { readonly kind: 'trait'; readonly path: Path }
  | ({ readonly kind: 'tag'; readonly key: string; readonly field: string | null } & Called)
  /** `window`: of the events in it alone; rules have none. */
  | { readonly kind: 'metric'; readonly key: MetricKey; readonly window?: Window }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: OperationKind; readonly left: Measure; readonly right: Measure }
  /** A number from 0 to 1 by the order in which a seed draws people. */
  | { readonly kind: 'random'; readonly seed: string };

/** A measure of single readings of events. */
export type Reading = Extract<Measure, { readonly subject: unknown }>;

export type Share = { readonly percent: number } | { readonly n: number };

export interface Rank {
  readonly end: 'top' | 'bottom';
  readonly size: Share;
  readonly by: Measure;
  readonly among: Rule | null;
}

export type Rule =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly of: Rule }
  | { readonly kind: 'trait'; readonly path: Path; readonly test: Test }
  | ({ readonly kind: 'tag'; readonly key: string; readonly field: string | null; readonly test: Test } & Called)
  | { readonly kind: 'has'; readonly identifier: string }
  | { readonly kind: 'measure'; readonly measure: Measure; readonly test: NumberTest }
  | { readonly kind: 'compare'; readonly left: Measure; readonly op: OrderOperator; readonly right: Measure }
  | { readonly kind: 'edge'; readonly edge: 'first' | 'last'; readonly of: Selection; readonly window: Window }
  | { readonly kind: 'rank'; readonly rank: Rank }
  /** Steps strictly later (by milliseconds) than the one before, all in the window, the last at most `within` after the first. */
  | { readonly kind: 'sequence'; readonly steps: readonly Step[]; readonly within: Duration | null; readonly window: Window | null }
  /** Percent of, or exactly n of, everybody: the same people for one seed; fewer percent are a part of more. */
  | { readonly kind: 'sample'; readonly size: Share; readonly seed: string }
  | ({ readonly kind: 'list'; readonly key: string } & Called)
  /** Some account of the profile satisfies `of`, which holds conditions on accounts only (their attributes, their members' events together). */
  | { readonly kind: 'account'; readonly of: Rule }
  | { readonly kind: 'consent'; readonly purpose: string; readonly channel: string | null }
  /** The day and month of a date trait return within 0 to `days` days of today. */
  | { readonly kind: 'anniversary'; readonly path: Path; readonly days: number }
  | ({ readonly kind: 'segment'; readonly key: string } & Called);
