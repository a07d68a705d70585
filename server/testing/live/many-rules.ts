/** Random rules by family: every operator of the language that data of `stream.ts` can tell apart, each with its parameters drawn. */
import type { Operator, RuleJson, WindowJson } from '@danqing/contracts';
import type { Draw } from '../packs/draw.ts';

type Family = (draw: Draw) => RuleJson;

const orders = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const;
const calendars = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
] as const;
const holidays = ['double_11', 'national_day', 'mid_autumn', '618', 'spring_festival'] as const;
const event = (draw: Draw): string => draw.pick(['Order Completed', 'Order Completed', 'Product Viewed', 'Page Viewed', 'Order Refunded']);
export const amount = (draw: Draw): number => draw.below(240) + draw.pick([0, 0, 0.5]);
const order = (draw: Draw): (typeof orders)[number] => draw.pick(orders);
const span = (draw: Draw) => draw.pick([{ unit: 'hour', most: 72 } as const, { unit: 'day', most: 40 } as const, { unit: 'week', most: 8 } as const]);

export function lastWindow(draw: Draw): WindowJson {
  const { unit, most } = span(draw);
  return draw.chance(0.1) ? { last: 1 + draw.below(3), unit: 'month' } : { last: 1 + draw.below(most), unit };
}

/** A moment of the weeks around the stream. */
const dateIn = (draw: Draw): string => new Date(Date.UTC(2026, 9, 25) + draw.below(45 * 24) * 3_600_000).toISOString();
const between = (draw: Draw): WindowJson => {
  const near = draw.below(10);
  return { between: [near + 1 + draw.below(20), near], unit: draw.pick(['day', 'day', 'hour', 'week'] as const) };
};
const fixed = (draw: Draw): WindowJson => {
  const [from, to] = [dateIn(draw), dateIn(draw)].sort();
  return draw.chance(0.3) ? { from: from ?? '' } : { from: from ?? '', to: to ?? '' };
};
const holiday = (draw: Draw): WindowJson => {
  const from = -draw.below(20);
  return { holiday: draw.pick(holidays), days: [from, from + draw.below(40)] };
};
export const anyWindow = (draw: Draw): WindowJson =>
  draw.chance(0.5) ? lastWindow(draw) : draw.pick([between, fixed, holiday, (one: Draw): WindowJson => ({ calendar: one.pick(calendars) })])(draw);
const numberTest = (draw: Draw, most: number): { op: Operator; value: number | readonly [number, number] | readonly number[] } => {
  if (draw.chance(0.15)) {
    const low = draw.below(most);
    return { op: 'between', value: [low, low + draw.below(most)] };
  }
  if (draw.chance(0.1)) return { op: draw.pick(['in', 'nin'] as const), value: [draw.below(most), draw.below(most)] };
  return { op: order(draw), value: draw.below(most) };
};

/** A condition on one event; the value of one that takes none is left out by `fine`. */
const where = (draw: Draw) =>
  draw.pick<() => { readonly prop: string; readonly op: Operator; readonly value?: string | number | readonly (string | number)[] }>([
    () => ({ prop: 'category', op: draw.pick(['eq', 'ne'] as const), value: draw.pick(['books', 'tea', 'toys']) }),
    () => ({ prop: 'category', op: draw.pick(['in', 'nin'] as const), value: [draw.pick(['books', 'tea']), 'toys'] }),
    () => ({
      prop: 'category',
      op: draw.pick(['contains', 'ncontains', 'startsWith', 'endsWith'] as const),
      value: draw.pick(['b', 'oo', 's', 'tea', 't', 'ys']),
    }),
    () => ({ prop: draw.pick(['category', 'coupon', 'revenue']), op: draw.pick(['exists', 'missing'] as const) }),
    () => ({ prop: 'revenue', op: order(draw), value: amount(draw) }),
    () => ({ prop: 'revenue', op: 'between', value: [draw.below(60), 60 + draw.below(60)] }),
    () => ({ prop: 'paidAt', op: draw.pick(['before', 'after'] as const), value: dateIn(draw) }),
    () => ({ prop: 'products[].category', op: draw.pick(['eq', 'ne'] as const), value: draw.pick(['books', 'tea', 'toys']) }),
    () => ({ prop: 'products[].price', op: order(draw), value: amount(draw) }),
    () => ({ prop: '$page.path', op: draw.pick(['eq', 'startsWith', 'ne'] as const), value: draw.pick(['/a', '/b', '/']) }),
    () => ({ prop: '$utm.source', op: draw.pick(['eq', 'ne', 'exists', 'missing'] as const), value: draw.pick(['ads', 'mail']) }),
  ])();
const fine = (draw: Draw) => {
  const { value, ...tested } = where(draw);
  return tested.op === 'exists' || tested.op === 'missing' || value === undefined ? tested : { ...tested, value };
};
const manyWhere = (draw: Draw) => (draw.chance(0.5) ? fine(draw) : { [draw.pick(['all', 'any'])]: [fine(draw), { not: fine(draw) }] });

const aggregate =
  (kind: 'sum' | 'avg' | 'min' | 'max' | 'unique'): Family =>
  (draw) => ({
    did: event(draw),
    [kind]: kind === 'unique' ? draw.pick(['category', 'products[].sku', 'coupon', 'revenue']) : 'revenue',
    ...numberTest(draw, kind === 'unique' ? 5 : 300),
    ...(draw.chance(0.7) ? { window: anyWindow(draw) } : {}),
  });

const element = (draw: Draw): object =>
  draw.pick<() => object>([
    () => ({ prop: 'category', op: draw.pick(['eq', 'ne'] as const), value: draw.pick(['books', 'tea', 'toys']) }),
    () => ({ prop: 'price', op: order(draw), value: amount(draw) }),
    () => ({ prop: 'quantity', op: order(draw), value: draw.below(4) }),
    () => ({ prop: 'product.brand', op: draw.pick(['eq', 'ne'] as const), value: draw.pick(['north', 'south']) }),
    () => ({ prop: 'amount', op: order(draw), value: amount(draw) }),
  ])();

const measure = (draw: Draw): object =>
  draw.pick<() => object>([
    () => ({ did: event(draw), count: true, window: lastWindow(draw) }),
    () => ({ did: 'Order Completed', [draw.pick(['sum', 'avg', 'max', 'min'])]: 'revenue', ...(draw.chance(0.5) ? { window: anyWindow(draw) } : {}) }),
    () => ({ metric: draw.pick(['orders', 'gross_sales', 'net_sales', 'units', 'average_order_value', 'refunds']) }),
    () => ({ trait: 'age' }),
    () => ({ tag: draw.pick(['spent', 'often']) }),
  ])();
const operand = (draw: Draw): object | number =>
  draw.chance(0.3)
    ? draw.below(50)
    : draw.chance(0.3)
      ? { [draw.pick(['times', 'plus', 'minus', 'else'])]: [measure(draw), draw.pick([2, 0.5, 3])] }
      : measure(draw);

/** As JSON that travels; families build parts whose names are drawn. */
const rule = (json: object): RuleJson => {
  const same: RuleJson = JSON.parse(JSON.stringify(json));
  return same;
};

export const families: Readonly<Record<string, Family>> = {
  count: (draw) => rule({ did: event(draw), count: numberTest(draw, 6), window: lastWindow(draw) }),
  never: (draw) => rule({ not: { did: event(draw), window: lastWindow(draw) } }),
  none: (draw) => rule({ did: event(draw), count: { op: 'eq', value: 0 }, window: anyWindow(draw) }),
  windows: (draw) => rule({ did: draw.pick(['*', event(draw)]), window: draw.pick([between, fixed, holiday])(draw) }),
  calendar: (draw) => rule({ did: event(draw), window: { calendar: draw.pick(calendars) }, count: numberTest(draw, 5) }),
  sum: (draw) => rule(aggregate('sum')(draw)),
  avg: (draw) => rule(aggregate('avg')(draw)),
  min: (draw) => rule(aggregate('min')(draw)),
  max: (draw) => rule(aggregate('max')(draw)),
  unique: (draw) => rule(aggregate('unique')(draw)),
  where: (draw) => rule({ did: event(draw), where: manyWhere(draw), ...(draw.chance(0.6) ? { window: anyWindow(draw) } : {}) }),
  element: (draw) =>
    rule({ did: 'Order Completed', where: { element: 'products[]', where: { all: [element(draw), element(draw)] } }, window: lastWindow(draw) }),
  each: (draw) =>
    rule({
      did: 'Order Completed',
      each: 'products',
      where: element(draw),
      [draw.pick(['sum', 'max', 'avg'])]: draw.pick(['quantity', 'amount', 'price']),
      ...numberTest(draw, 200),
      window: lastWindow(draw),
    }),
  first: (draw) => rule({ first: event(draw), ...(draw.chance(0.4) ? { where: fine(draw) } : {}), window: anyWindow(draw) }),
  last: (draw) => rule({ last: event(draw), ...(draw.chance(0.4) ? { where: fine(draw) } : {}), window: anyWindow(draw) }),
  sequence: (draw) =>
    rule({
      sequence: [{ event: 'Product Viewed' }, { event: event(draw), where: fine(draw) }, ...(draw.chance(0.3) ? [{ event: event(draw) }] : [])],
      ...(draw.chance(0.7) ? { within: { n: 1 + draw.below(9), unit: 'day' } } : {}),
      window: lastWindow(draw),
    }),
  since: (draw) =>
    rule({
      compare: draw.chance(0.5)
        ? [{ since: { [draw.pick(['first', 'last'])]: event(draw) }, unit: draw.pick(['day', 'hour']) }, order(draw), draw.below(60)]
        : [draw.below(30), order(draw), { since: { [draw.pick(['first', 'last'])]: event(draw) }, unit: draw.pick(['day', 'week']) }],
    }),
  interval: (draw) =>
    rule({ compare: [{ interval: { did: event(draw), stat: draw.pick(['avg', 'median']) }, unit: draw.pick(['day', 'hour']) }, order(draw), draw.below(30)] }),
  compare: (draw) => rule({ compare: [measure(draw), order(draw), operand(draw)] }),
  trait: (draw) =>
    rule(
      draw.pick<() => object>([
        () => ({ trait: 'city', op: draw.pick(['eq', 'ne', 'startsWith', 'contains']), value: draw.pick(['Shanghai', 'Beijing', 'S', 'ei']) }),
        () => ({ trait: 'city', op: draw.pick(['in', 'nin']), value: [draw.pick(['Shanghai', 'Beijing']), 'Hangzhou'] }),
        () => ({ trait: draw.pick(['city', 'likes', 'renewsAt', 'address', 'address.zip']), op: draw.pick(['exists', 'missing']) }),
        () => ({ trait: 'age', op: order(draw), value: draw.below(60) }),
        () => ({ trait: 'likes', op: draw.pick(['eq', 'ne']), value: draw.pick(['tea', 'books']) }),
      ])(),
    ),
  date: (draw) =>
    rule({
      trait: draw.pick(['signupAt', 'renewsAt']),
      ...(draw.chance(0.7)
        ? { op: draw.pick(['withinLast', 'withinNext']), value: { n: 1 + draw.below(20), unit: draw.pick(['day', 'hour']) } }
        : { op: draw.pick(['before', 'after']), value: dateIn(draw) }),
    }),
  anniversary: (draw) =>
    rule({
      all: [
        { anniversary: 'birthday', next: draw.below(12), unit: 'day' },
        { trait: 'age', op: 'gte', value: draw.below(40) },
      ],
    }),
  tag: (draw) =>
    rule(
      draw.pick<() => object>([
        () => ({ tag: 'spent', op: order(draw), value: amount(draw) }),
        () => ({ tag: 'tier', op: draw.pick(['eq', 'ne']), value: draw.pick(['gold', 'silver', 'none']) }),
        () => ({
          all: [
            { tag: 'active', op: 'eq', value: draw.chance(0.5) },
            { did: event(draw), window: lastWindow(draw) },
          ],
        }),
      ])(),
    ),
  sample: (draw) => rule({ all: [{ sample: { percent: 5 + draw.below(90), seed: draw.pick(['spring', 'autumn']) } }, { did: event(draw) }] }),
  identity: (draw) => rule({ all: [{ has: draw.pick(['email', 'phone', 'user_id', 'anonymous_id']) }, { did: '*', window: lastWindow(draw) }] }),
  consent: (draw) =>
    rule({
      [draw.pick(['all', 'any'])]: [
        { consent: 'marketing', ...(draw.chance(0.5) ? { channel: 'email' } : {}) },
        { did: '*', window: lastWindow(draw) },
      ],
    }),
  metric: (draw) =>
    rule({ compare: [{ metric: draw.pick(['orders', 'gross_sales', 'net_sales', 'units', 'days_since_last_order']) }, order(draw), draw.below(200)] }),
  nested: (draw) => rule({ [draw.pick(['all', 'any'])]: [{ segment: 'base' }, { not: { did: event(draw), window: lastWindow(draw) } }] }),
};
