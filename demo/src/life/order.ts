import { localDay, promotionOn, seasonOf } from '../calendar.ts';
import type { Campaign } from '../campaigns.ts';
import { chooseProduct, type Product } from '../catalogue.ts';
import { categories, goods } from '../data/goods.ts';
import type { Person } from '../people/person.ts';
import { Rng, stream } from '../random.ts';
import type { World } from '../world.ts';

export type SalesChannel = 'web' | 'app' | 'mini' | 'shop';

export interface Line {
  readonly product: Product;
  readonly variant: string;
  readonly quantity: number;
}

/** One purchase. Money in fen. */
export interface Order {
  readonly id: string;
  readonly ordinal: number;
  readonly at: number;
  readonly channel: SalesChannel;
  readonly lines: readonly Line[];
  readonly subtotal: number;
  readonly discount: number;
  readonly coupon: string | undefined;
  readonly shipping: number;
  readonly campaign: Campaign | undefined;
}

/** What comes back of an order, and what is paid back: the lines' price less their part of the discount. */
export interface Refund {
  readonly lines: readonly Line[];
  readonly amount: number;
}

interface Ask {
  readonly ordinal: number;
  readonly at: number;
  readonly channel: SalesChannel;
  readonly campaign: Campaign | undefined;
}

const orderId = (person: number, ordinal: number): string => `DQ${person.toString(36).toUpperCase().padStart(5, '0')}${String(ordinal + 1).padStart(4, '0')}`;
const lineAmount = (line: Line): number => line.product.price * line.quantity;

export function createOrder(world: World, person: Person, { ordinal, at, channel, campaign }: Ask): Order {
  const rng = new Rng(world.options.seed, stream.basket, person.index, ordinal);
  const day = localDay(at);
  const promotion = promotionOn(day);
  const size = person.ring === undefined ? 1 + rng.poisson(promotion === undefined ? 0.7 : 1.3) : 1;
  const lines = Array.from({ length: size }, (_, index) => chooseLine(world, person, rng, day, index === 0 ? campaign : undefined));
  const subtotal = lines.reduce((sum, line) => sum + lineAmount(line), 0);
  const usesCoupon =
    person.ring !== undefined || campaign?.coupon !== undefined || rng.chance(person.priceSensitivity * (promotion === undefined ? 0.25 : 0.8));
  const discount = usesCoupon ? discountOn(subtotal) : 0;
  const coupon = discount > 0 ? (person.ring === undefined ? (campaign?.coupon ?? couponName(promotion)) : 'NEW30') : undefined;
  const shipping = channel === 'shop' || subtotal - discount >= 9900 ? 0 : 1000;
  return { id: orderId(person.index, ordinal), ordinal, at, channel, lines, subtotal, discount, coupon, shipping, campaign };
}

function chooseLine(world: World, person: Person, rng: Rng, day: number, campaign: Campaign | undefined): Line {
  const category = campaign?.category ?? categories[rng.weighted(person.tasteSums)] ?? '女装';
  const product = chooseProduct(rng, world.catalogue.shelves[category], seasonOf(day), person.priceSensitivity);
  return { product, variant: product.variants[rng.int(product.variants.length)] ?? '', quantity: rng.chance(0.1) ? 2 : 1 };
}

const couponName = (promotion: string | undefined): string =>
  promotion === undefined ? 'MEMBER' : promotion === '618' ? 'SALE618' : promotion === 'double_11' ? 'D11' : 'CNY';

/** 满减: 30 off 199, 60 off 399, 150 off 899. */
const discountOn = (subtotal: number): number => (subtotal >= 89_900 ? 15_000 : subtotal >= 39_900 ? 6_000 : subtotal >= 19_900 ? 3_000 : 0);

/** Lines that come back: more at a distance, more of women's wear, more from those who are not content. */
export function refundOf(order: Order, rng: Rng, contentment: number): Refund | undefined {
  const distance = order.channel === 'shop' ? 0.3 : 1;
  const lines = order.lines.filter(({ product }) => rng.chance(goods[product.category].returned * distance * (1.6 - contentment)));
  if (lines.length === 0) return undefined;
  const gross = lines.reduce((sum, line) => sum + lineAmount(line), 0);
  return { lines, amount: gross - Math.floor((order.discount * gross) / order.subtotal) };
}
