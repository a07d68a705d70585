import { isJsonObject, type JsonObject, type JsonValue, objectAt } from '#kernel';
import type { DecodedEvent } from '../../decode/decoded-event.ts';
import { instantOf } from '../../decode/instant.ts';
import { type Draft, idOf, messageOf, some, timestampOf } from '../message.ts';
import { understand } from '../ecommerce.ts';
import { contextIn, jsonOf, schemaName } from './context.ts';

/** Numbers come as texts. */
const numberOf = (value: JsonValue | undefined): JsonValue | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : value;
};

/** What the trackers see by themselves, by the name of its schema. */
const seen: Readonly<Record<string, string>> = {
  link_click: 'Link Clicked',
  submit_form: 'Form Submitted',
  site_search: 'Products Searched',
  application_install: 'Application Installed',
  application_foreground: 'Application Opened',
  application_background: 'Application Backgrounded',
};

/** Actions of the e-commerce plug-in, `snowplow_ecommerce_action` → the product's name. */
const actions: Readonly<Record<string, string>> = {
  product_view: 'Product Viewed',
  list_view: 'Product List Viewed',
  list_click: 'Product Clicked',
  add_to_cart: 'Product Added',
  remove_from_cart: 'Product Removed',
  checkout_step: 'Checkout Step Completed',
  transaction: 'Order Completed',
  refund: 'Order Refunded',
  promo_view: 'Promotion Viewed',
  promo_click: 'Promotion Clicked',
};

/** One payload → a message of Segment's form. */
export function decodePayload(index: number, payload: unknown, receivedAt: number): DecodedEvent {
  if (!isJsonObject(payload)) return { index, invalid: true, raw: payload };
  const sentAt = instantOf(numberOf(payload['stm']));
  const context = contextIn(payload);
  const [type, draft] = meaningOf(payload, context);
  const common: Draft = {
    messageId: idOf(payload['eid']),
    // A time that somebody set himself (`ttm`) is no clock's, but who set it meant it.
    timestamp: timestampOf(payload['ttm'] ?? payload['dtm']),
    userId: idOf(payload['uid']),
    anonymousId: idOf(payload['duid']) ?? idOf(payload['nuid']) ?? idOf(payload['tnuid']),
    context: { ...context, ...objectAt(draft['context'] ?? null) },
  };
  return messageOf(index, type, { ...draft, ...common }, { receivedAt, sentAt });
}

type Meaning = readonly [type: string, draft: Draft];

function meaningOf(payload: JsonObject, context: JsonObject): Meaning {
  switch (payload['e']) {
    case 'pv':
      return ['page', {}];
    case 'pp':
      return ['track', { event: 'Page Read', properties: readingOf(payload) }];
    case 'se':
      return ['track', structured(payload)];
    case 'ue':
      return selfDescribing(payload, context);
    case 'tr':
      return ['track', { event: 'Order Completed', properties: orderOf(payload) }];
    case 'ti':
      return ['track', { event: 'Order Item', properties: itemOf(payload) }];
    default:
      return [idOf(payload['e']) ?? '', { properties: payload }];
  }
}

const readingOf = (payload: JsonObject): JsonObject =>
  some({ min_x: numberOf(payload['pp_mix']), max_x: numberOf(payload['pp_max']), min_y: numberOf(payload['pp_miy']), max_y: numberOf(payload['pp_may']) }) ??
  {};

function structured(payload: JsonObject): Draft {
  const action = idOf(payload['se_ac']) ?? '';
  const properties =
    some({ category: payload['se_ca'], action: payload['se_ac'], label: payload['se_la'], property: payload['se_pr'], value: numberOf(payload['se_va']) }) ??
    {};
  const { event, properties: understood, original } = understand(action, properties);
  return { event, properties: understood, context: original === undefined ? undefined : { originalEvent: original } };
}

const orderOf = (payload: JsonObject): JsonObject =>
  some({
    order_id: payload['tr_id'],
    affiliation: payload['tr_af'],
    revenue: numberOf(payload['tr_tt']),
    tax: numberOf(payload['tr_tx']),
    shipping: numberOf(payload['tr_sh']),
    currency: payload['tr_cu'],
    city: payload['tr_ci'],
    state: payload['tr_st'],
    country: payload['tr_co'],
  }) ?? {};

const itemOf = (payload: JsonObject): JsonObject =>
  some({
    order_id: payload['ti_id'],
    sku: payload['ti_sk'],
    name: payload['ti_nm'],
    category: payload['ti_ca'],
    price: numberOf(payload['ti_pr']),
    quantity: numberOf(payload['ti_qu']),
    currency: payload['ti_cu'],
  }) ?? {};

function selfDescribing(payload: JsonObject, context: JsonObject): Meaning {
  const { data } = jsonOf(payload['ue_pr'], payload['ue_px']);
  const event = objectAt(data ?? null);
  const schema = schemaName(event['schema']) ?? '';
  const properties = objectAt(event['data'] ?? null);
  if (schema === 'screen_view') return ['screen', { name: idOf(properties['name']), properties }];
  if (schema === 'snowplow_ecommerce_action') return shopping(properties, objectAt(context['entities'] ?? null));
  const named = Object.hasOwn(seen, schema) ? seen[schema] : undefined;
  if (named !== undefined) return ['track', { event: named, properties, context: { originalEvent: schema } }];
  const understood = understand(schema, properties);
  return [
    'track',
    {
      event: understood.event,
      properties: understood.properties,
      context: understood.original === undefined ? undefined : { originalEvent: understood.original },
    },
  ];
}

/** The plug-in says what was bought beside the event. */
function shopping(action: JsonObject, entities: JsonObject): Meaning {
  const type = idOf(action['type']) ?? '';
  const name = Object.hasOwn(actions, type) ? actions[type] : undefined;
  const products = entities['product'];
  const transaction = objectAt(entities['transaction'] ?? entities['refund'] ?? null);
  const properties = some({
    ...action,
    order_id: transaction['transaction_id'],
    revenue: transaction['revenue'] ?? transaction['refund_amount'],
    currency: transaction['currency'],
    products: products === undefined ? undefined : (Array.isArray(products) ? products : [products]).map(productOf),
  });
  return [
    'track',
    {
      event: name ?? 'snowplow_ecommerce_action',
      properties,
      context: name === undefined ? undefined : { originalEvent: `snowplow_ecommerce_action/${type}` },
    },
  ];
}

const productOf = (product: JsonValue): JsonValue =>
  isJsonObject(product) && product['product_id'] === undefined && product['id'] !== undefined ? { ...product, product_id: product['id'] } : product;
