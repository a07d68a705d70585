import { HOUR, localDay, seasonOf } from '../calendar.ts';
import { chooseProduct } from '../catalogue.ts';
import { categories } from '../data/goods.ts';
import type { Moment } from '../life/moment.ts';
import type { Order } from '../life/order.ts';
import { currentAt, type Person } from '../people/person.ts';
import { hash, type Rng } from '../random.ts';
import { shopName, staffPerShop } from '../shops.ts';
import type { World } from '../world.ts';
import { serverContext, sourceOf } from './context.ts';
import { flatProduct, lineProperties, orderProperties, refundProperties } from './goods.ts';
import { type Said, type SourceKey, yuan } from './message.ts';
import { memberIds, recordId } from './records.ts';

/** A member pays in the shop: the till knows the card, and the phone or the WeChat code if the member gave it. */
export function sayShopOrder(person: Person, order: Order, rng: Rng): readonly Said[] {
  const store = {
    store_id: shopName(person.shop),
    staff_id: `${shopName(person.shop)}-${1 + rng.int(staffPerShop)}`,
    payment_method: rng.pick(['wechat', 'alipay', 'card', 'cash']),
  };
  const gavePhone = rng.chance(0.3);
  const showedCode = person.unionid !== undefined && rng.chance(0.35);
  const ids = showedCode && person.unionid !== undefined ? [...memberIds(person), { id: person.unionid, type: 'unionid' }] : memberIds(person);
  const context = serverContext({ externalIds: ids, traits: gavePhone ? { phone: currentAt(person.phones, order.at) } : undefined });
  const said: Said[] = [];
  if (order.coupon !== undefined) {
    const properties = { order_id: order.id, coupon_id: order.coupon, discount: yuan(order.discount), store_id: store.store_id };
    said.push({ source: 'pos', ts: order.at - 1500, type: 'track', event: 'Coupon Applied', anonymousId: recordId(person), properties, context });
  }
  said.push({
    source: 'pos',
    ts: order.at,
    type: 'track',
    event: 'Order Completed',
    anonymousId: recordId(person),
    properties: orderProperties(order, store),
    context,
  });
  return said;
}

/** Somebody without a card: an order of nobody's, one receipt. */
export function sayWalkIn(world: World, index: number, moment: Extract<Moment, { what: 'walk-in' }>, rng: Rng): readonly Said[] {
  const category = rng.pick(categories);
  const product = chooseProduct(rng, world.catalogue.shelves[category], seasonOf(localDay(moment.at)), 0.5);
  const variant = product.variants[0] ?? '';
  const shop = shopName(hash(world.options.seed, index) % world.shops);
  const paid = yuan(product.price);
  const properties = {
    order_id: `DQ${index.toString(36).toUpperCase().padStart(5, '0')}0001`,
    affiliation: '门店',
    subtotal: paid,
    discount: 0,
    shipping: 0,
    tax: 0,
    revenue: paid,
    total: paid,
    currency: 'CNY',
    products: [lineProperties({ product, variant, quantity: 1 })],
    store_id: shop,
    payment_method: rng.pick(['wechat', 'alipay', 'cash']),
  };
  return [
    {
      source: 'pos',
      ts: moment.at,
      type: 'track',
      event: 'Order Completed',
      anonymousId: `pos-${shop}-${index.toString(36)}`,
      properties,
      context: serverContext(),
    },
  ];
}

/** A refund comes from the back office of where the order was made, under the account or the card. */
export function sayRefund(person: Person, moment: Extract<Moment, { what: 'refund' }>): readonly Said[] {
  const { order, refund } = moment;
  const isShop = order.channel === 'shop';
  const source: SourceKey = order.channel === 'shop' ? 'pos' : order.channel === 'mini' ? 'miniprogram' : order.channel;
  return [
    {
      source,
      ts: moment.at,
      type: 'track',
      event: 'Order Refunded',
      anonymousId: isShop ? recordId(person) : undefined,
      userId: isShop ? undefined : person.userId,
      properties: refundProperties(order, refund),
      context: serverContext({ externalIds: isShop ? memberIds(person) : undefined }),
    },
  ];
}

/** Bots run through the shelves, a page a second or faster, under a new cookie each time. */
export function sayCrawl(world: World, index: number, moment: Extract<Moment, { what: 'crawl' }>, rng: Rng): readonly Said[] {
  const said: Said[] = [];
  const hits = 12 + rng.int(50);
  const source = sourceOf(moment.device);
  const anonymousId = `${moment.device.anonymousId.slice(0, 24)}${hash(index, moment.n).toString(16).padStart(12, '0')}`;
  for (let i = 0, ts = moment.at; i < hits; i += 1, ts += 80 + rng.int(900)) {
    const product = rng.pick(world.catalogue.products);
    const path = `/product/${product.id}`;
    const page = { path, url: `https://mall.danqing.example${path}`, title: product.name, referrer: '', search: '' };
    const context = {
      library: { name: 'analytics.js', version: '1.84.3' },
      locale: 'zh-CN',
      userAgent: moment.agent,
      ip: `66.249.${index & 255}.${1 + (moment.n % 250)}`,
      page,
    } as const;
    const properties = flatProduct(product, product.variants[0] ?? '', 1);
    said.push({ source, ts: Math.min(ts, moment.at + HOUR), type: 'track', event: 'Product Viewed', anonymousId, properties, context });
  }
  return said;
}
