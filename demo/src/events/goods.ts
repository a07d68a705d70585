import type { Product } from '../catalogue.ts';
import type { Line, Order, Refund } from '../life/order.ts';
import { type ProductProperties, type Properties, yuan } from './message.ts';

const productProperties = (product: Product, variant: string, quantity: number): ProductProperties => ({
  product_id: product.id,
  sku: `${product.id}-${1 + product.variants.indexOf(variant)}`,
  name: product.name,
  category: product.category,
  brand: product.brand,
  variant,
  price: yuan(product.price),
  quantity,
});

export const lineProperties = ({ product, variant, quantity }: Line): ProductProperties => productProperties(product, variant, quantity);

/** The same product's properties as those of an event about it alone. */
export const flatProduct = (product: Product, variant: string, quantity: number, rest: Properties = {}): Properties => ({
  ...productProperties(product, variant, quantity),
  currency: 'CNY',
  ...rest,
});

const affiliations = { web: '官网', app: 'App', mini: '微信小程序', shop: '门店' } as const;

/** `revenue` is what the goods brought (subtotal − discount), `total` what was paid (with shipping). */
export const orderProperties = (order: Order, rest: Properties = {}): Properties => ({
  order_id: order.id,
  affiliation: affiliations[order.channel],
  subtotal: yuan(order.subtotal),
  discount: yuan(order.discount),
  coupon: order.coupon,
  shipping: yuan(order.shipping),
  tax: 0,
  revenue: yuan(order.subtotal - order.discount),
  total: yuan(order.subtotal - order.discount + order.shipping),
  currency: 'CNY',
  products: order.lines.map(lineProperties),
  ...rest,
});

/** Amounts of refunds are positive: what is paid back. */
export const refundProperties = (order: Order, refund: Refund): Properties => ({
  order_id: order.id,
  affiliation: affiliations[order.channel],
  revenue: yuan(refund.amount),
  total: yuan(refund.amount),
  currency: 'CNY',
  is_full: refund.lines.length === order.lines.length,
  products: refund.lines.map(lineProperties),
});
