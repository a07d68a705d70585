import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';

/** Names of shops' events, as GA4 and common plans of Sensors Analytics have them, without case and marks → the name by which the product understands them (Segment's specification v2). */
const names: Readonly<Record<string, string>> = {
  // GA4
  viewitem: 'Product Viewed',
  viewitemlist: 'Product List Viewed',
  selectitem: 'Product Clicked',
  addtocart: 'Product Added',
  removefromcart: 'Product Removed',
  viewcart: 'Cart Viewed',
  begincheckout: 'Checkout Started',
  addshippinginfo: 'Checkout Step Completed',
  addpaymentinfo: 'Payment Info Entered',
  purchase: 'Order Completed',
  refund: 'Order Refunded',
  viewpromotion: 'Promotion Viewed',
  selectpromotion: 'Promotion Clicked',
  addtowishlist: 'Product Added to Wishlist',
  search: 'Products Searched',
  viewsearchresults: 'Products Searched',
  // Sensors Analytics
  viewproduct: 'Product Viewed',
  commoditydetail: 'Product Viewed',
  productdetail: 'Product Viewed',
  viewproductdetail: 'Product Viewed',
  viewcommoditydetail: 'Product Viewed',
  addtoshoppingcart: 'Product Added',
  addshoppingcart: 'Product Added',
  addcart: 'Product Added',
  removefromshoppingcart: 'Product Removed',
  searchproduct: 'Products Searched',
  commoditysearch: 'Products Searched',
  submitorder: 'Checkout Started',
  payorder: 'Order Completed',
  cancelorder: 'Order Cancelled',
  refundorder: 'Order Refunded',
};

/** Their properties, where the name says the same in the other specification. */
const properties: Readonly<Record<string, string>> = {
  transaction_id: 'order_id',
  orderid: 'order_id',
  orderId: 'order_id',
  search_term: 'query',
  key_word: 'query',
  item_list_id: 'list_id',
  productid: 'product_id',
  productId: 'product_id',
  commodity_id: 'product_id',
};

const itemProperties: Readonly<Record<string, string>> = {
  item_id: 'product_id',
  item_name: 'name',
  item_brand: 'brand',
  item_category: 'category',
  item_variant: 'variant',
  index: 'position',
};

/** These are worth money, and `value` says how much. */
const paid: ReadonlySet<string> = new Set(['Order Completed', 'Order Refunded']);

const worths: readonly string[] = [
  'revenue',
  'value',
  'order_amount',
  'actual_amount',
  'pay_amount',
  'total_price',
  'total_price_of_commodity',
  'order_actual_amount',
];

export interface NamedEvent {
  readonly event: string;
  readonly properties: JsonObject;
  /** The name as it was sent, where it is another one. */
  readonly original: string | undefined;
}

/** A name of its own goes first: nothing is written over. */
function renamed(object: JsonObject, table: Readonly<Record<string, string>>): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(object)) {
    const other = Object.hasOwn(table, name) ? table[name] : undefined;
    const kept = other === undefined || Object.hasOwn(object, other) || Object.hasOwn(result, other) ? name : other;
    Object.defineProperty(result, kept, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

/** An event of a shop under the name and the properties by which the product understands it; any other one as it is. */
export function understand(event: string, sent: JsonObject): NamedEvent {
  const key = event.toLowerCase().replaceAll(/[\s_-]/g, '');
  const name = Object.hasOwn(names, key) ? names[key] : undefined;
  if (name === undefined) return { event, properties: sent, original: undefined };
  const { items, ...rest } = sent;
  const products = Array.isArray(items) ? items.map((item: JsonValue) => (isJsonObject(item) ? renamed(item, itemProperties) : item)) : items;
  const hasProducts = products !== undefined && rest['products'] === undefined;
  const result = { ...renamed(rest, properties), ...(products === undefined ? {} : { [hasProducts ? 'products' : 'items']: products }) };
  const worth = worths.map((one) => result[one]).find((value) => typeof value === 'number');
  const isWorth = paid.has(name) && result['revenue'] === undefined && worth !== undefined;
  return { event: name, properties: isWorth ? { ...result, revenue: worth } : result, original: event === name ? undefined : event };
}
