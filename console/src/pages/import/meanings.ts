import type { ImportTableKind } from '@danqing/contracts';
import type { texts } from '../../i18n/zh/import.ts';

export type MeaningKey = keyof typeof texts.meanings;
export type MeaningGroup = keyof typeof texts.groups;

/** What a column may become, as the server names it, with the key of its words. */
export interface Meaning {
  readonly target: string;
  readonly key: MeaningKey;
}

const of = (target: string, key: MeaningKey): Meaning => ({ target, key });

const groups: Readonly<Record<Exclude<MeaningGroup, 'other'>, readonly Meaning[]>> = {
  identifier: [
    of('identifier:phone', 'identifier_phone'),
    of('identifier:email', 'identifier_email'),
    of('identifier:customer_id', 'identifier_customer_id'),
    of('identifier:card_no', 'identifier_card_no'),
    of('identifier:user_id', 'identifier_user_id'),
    of('identifier:unionid', 'identifier_unionid'),
    of('identifier:openid:wechat', 'identifier_openid_wechat'),
    of('identifier:external_userid', 'identifier_external_userid'),
    of('identifier:buyer_nick', 'identifier_buyer_nick'),
    of('identifier:anonymous_id', 'identifier_anonymous_id'),
    of('identifier:device_id', 'identifier_device_id'),
  ],
  trait: [
    of('trait:name', 'trait_name'),
    of('trait:firstName', 'trait_firstName'),
    of('trait:lastName', 'trait_lastName'),
    of('trait:nickname', 'trait_nickname'),
    of('trait:gender', 'trait_gender'),
    of('trait:birthday', 'trait_birthday'),
    of('trait:age', 'trait_age'),
    of('trait:idNumber', 'trait_idNumber'),
    of('trait:memberLevel', 'trait_memberLevel'),
    of('trait:points', 'trait_points'),
    of('trait:balance', 'trait_balance'),
    of('trait:createdAt', 'trait_createdAt'),
    of('address', 'address'),
    of('trait:address.country', 'trait_address_country'),
    of('trait:address.state', 'trait_address_state'),
    of('trait:address.city', 'trait_address_city'),
    of('trait:address.district', 'trait_address_district'),
    of('trait:address.street', 'trait_address_street'),
    of('trait:address.postalCode', 'trait_address_postalCode'),
    of('trait:company.name', 'trait_company_name'),
    of('trait:title', 'trait_title'),
    of('trait:acquisitionSource', 'trait_acquisitionSource'),
    of('trait:labels', 'trait_labels'),
    of('trait:staff', 'trait_staff'),
    of('trait:totalSpent', 'trait_totalSpent'),
    of('trait:orderCount', 'trait_orderCount'),
    of('trait:lastOrderAt', 'trait_lastOrderAt'),
  ],
  event: [
    of('time', 'time'),
    of('order', 'order'),
    of('property:revenue', 'property_revenue'),
    of('status', 'status'),
    of('event', 'event'),
    of('property:subtotal', 'property_subtotal'),
    of('property:discount', 'property_discount'),
    of('property:shipping', 'property_shipping'),
    of('property:tax', 'property_tax'),
    of('property:refund_amount', 'property_refund_amount'),
    of('property:coupon', 'property_coupon'),
    of('property:currency', 'property_currency'),
    of('property:payment_method', 'property_payment_method'),
    of('property:affiliation', 'property_affiliation'),
    of('property:store_id', 'property_store_id'),
    of('property:channel', 'property_channel'),
    of('property:paid_at', 'property_paid_at'),
    of('property:remark', 'property_remark'),
    of('property:points', 'property_points'),
    of('property:reason', 'property_reason'),
    of('page_seen', 'page_seen'),
    of('robot', 'robot'),
    of('context:page.path', 'context_path'),
    of('context:page.url', 'context_url'),
    of('context:page.referrer', 'context_referrer'),
    of('context:userAgent', 'context_userAgent'),
    of('context:ip', 'context_ip'),
  ],
  product: [
    of('product:name', 'product_name'),
    of('product:sku', 'product_sku'),
    of('product:product_id', 'product_product_id'),
    of('product:quantity', 'product_quantity'),
    of('product:price', 'product_price'),
    of('product:amount', 'product_amount'),
    of('product:category', 'product_category'),
    of('product:brand', 'product_brand'),
    of('product:variant', 'product_variant'),
    of('product:line_id', 'product_line_id'),
  ],
  attribute: [
    of('key', 'key'),
    of('attribute:name', 'attribute_name'),
    of('attribute:category', 'attribute_category'),
    of('attribute:brand', 'attribute_brand'),
    of('attribute:variant', 'attribute_variant'),
    of('attribute:price', 'attribute_price'),
    of('attribute:cost', 'attribute_cost'),
    of('attribute:stock', 'attribute_stock'),
  ],
  consent: [
    of('consent:marketing', 'consent_marketing'),
    of('consent:marketing/email', 'consent_marketing_email'),
    of('consent:marketing/sms', 'consent_marketing_sms'),
  ],
};

const all: ReadonlyMap<string, Meaning> = new Map(Object.values(groups).flatMap((list) => list.map((meaning) => [meaning.target, meaning] as const)));

/** The words' key of a target; undefined for one that keeps its column's name. */
export const meaningKey = (target: string): MeaningKey | undefined => (target === 'ignore' ? 'ignore' : all.get(target)?.key);

/** What is offered in a table of a kind, in groups. */
export function offered(kind: ImportTableKind): readonly (readonly [Exclude<MeaningGroup, 'other'>, readonly Meaning[]])[] {
  if (kind === 'products') return [['attribute', groups.attribute]];
  const people = [['identifier', groups.identifier] as const];
  const facts = [['trait', groups.trait] as const, ['consent', groups.consent] as const];
  return kind === 'customers' || kind === 'unknown' ? [...people, ...facts] : [...people, ['event', groups.event], ['product', groups.product], ...facts];
}

/** The targets under which a column keeps its own name, in a table of a kind; the name is the server's. */
export function ownTargets(kind: ImportTableKind, name: string): readonly string[] {
  if (kind === 'products') return [`attribute:${name}`];
  if (kind === 'customers' || kind === 'unknown') return [`trait:${name}`];
  return [`property:${name}`, ...(kind === 'order_lines' ? [`product:${name}`] : []), `trait:${name}`];
}

/** A column's name as the server keeps it: without dots, units and line breaks. */
export const ownName = (heading: string, index: number): string => {
  const name = heading
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '')
    .trim()
    .replaceAll(/[\s.]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 100);
  return name === '' || name === '__proto__' ? `column_${index + 1}` : name;
};
