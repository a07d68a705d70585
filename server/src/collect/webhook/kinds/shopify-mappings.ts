import type { WebhookMapping } from '@danqing/contracts';

const column = (path: string) => ({ column: path });

/** Refunds name their order and nobody else: the order's number goes along as an anonymous id, so that they find whoever placed it. */
const whoseOrder = {
  shopify_customer_id: column('customer.id'),
  email: column('email'),
  phone: column('phone'),
  anonymous_id: column('id'),
};

const order = {
  identifiers: whoseOrder,
  traits: {
    email: column('email'),
    phone: column('phone'),
    firstName: column('customer.first_name'),
    lastName: column('customer.last_name'),
    'address.country': column('shipping_address.country'),
    'address.province': column('shipping_address.province'),
    'address.city': column('shipping_address.city'),
  },
  properties: {
    order_id: column('id'),
    order_name: column('name'),
    revenue: column('total_price'),
    subtotal: column('subtotal_price'),
    tax: column('total_tax'),
    discount: column('total_discounts'),
    shipping: column('total_shipping_price_set.shop_money.amount'),
    currency: column('currency'),
    coupon: column('discount_codes[].code'),
    financial_status: column('financial_status'),
  },
  context: {
    'page.url': column('landing_site'),
    'page.referrer': column('referring_site'),
    ip: column('browser_ip'),
    userAgent: column('client_details.user_agent'),
    locale: column('customer_locale'),
  },
  products: {
    product_id: 'line_items[].product_id',
    sku: 'line_items[].sku',
    name: 'line_items[].name',
    variant: 'line_items[].variant_title',
    brand: 'line_items[].vendor',
    quantity: 'line_items[].quantity',
    price: 'line_items[].price',
  },
};

const named = (event: string, timestamp: string) => ({ when: [{ event }], timestamp: column(timestamp), messageId: ['id'], ...order });

/** Of Shopify's documented payloads (Admin API, 2024 and later). */
export const shopifyMappings: readonly WebhookMapping[] = [
  { topic: 'orders/paid', mapping: named('Order Completed', 'processed_at') },
  { topic: 'orders/create', mapping: named('Checkout Started', 'created_at') },
  { topic: 'orders/cancelled', mapping: named('Order Cancelled', 'cancelled_at') },
  {
    topic: 'refunds/create',
    mapping: {
      when: [{ event: 'Order Refunded' }],
      timestamp: column('created_at'),
      messageId: ['id'],
      identifiers: { anonymous_id: column('order_id') },
      properties: {
        order_id: column('order_id'),
        refund_id: column('id'),
        revenue: { sum: 'transactions[].amount' },
        currency: column('transactions[].currency'),
        reason: column('note'),
      },
      products: {
        product_id: 'refund_line_items[].line_item.product_id',
        sku: 'refund_line_items[].line_item.sku',
        name: 'refund_line_items[].line_item.name',
        quantity: 'refund_line_items[].quantity',
        price: 'refund_line_items[].line_item.price',
      },
    },
  },
  {
    topic: 'customers/delete',
    mapping: {
      when: [{ skip: 'customers are erased here by people, not by a shop' }],
      timestamp: { value: '2000-01-01' },
      identifiers: { shopify_customer_id: column('id') },
    },
  },
  {
    topic: 'customers/*',
    mapping: {
      identifiers: { shopify_customer_id: column('id'), email: column('email'), phone: column('phone') },
      timestamp: column('updated_at'),
      traits: {
        email: column('email'),
        phone: column('phone'),
        firstName: column('first_name'),
        lastName: column('last_name'),
        createdAt: column('created_at'),
        note: column('note'),
        'address.country': column('default_address.country'),
        'address.province': column('default_address.province'),
        'address.city': column('default_address.city'),
      },
      consents: { 'marketing/email': column('email_marketing_consent.state'), 'marketing/sms': column('sms_marketing_consent.state') },
    },
  },
];
