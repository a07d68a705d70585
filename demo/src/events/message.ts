/** Where a message comes from; each source has its own write key. */
export const sourceKeys = ['web', 'app', 'miniprogram', 'pos', 'crm', 'marketing', 'service', 'survey'] as const;
export type SourceKey = (typeof sourceKeys)[number];

export interface ProductProperties {
  readonly product_id: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly brand: string;
  readonly variant: string;
  /** Yuan. */
  readonly price: number;
  readonly quantity: number;
}

export type Properties = Readonly<Record<string, string | number | boolean | readonly ProductProperties[] | undefined>>;

export interface Traits {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
  readonly gender?: string | undefined;
  readonly birthday?: string | undefined;
  readonly address?:
    | { readonly country: string; readonly state: string; readonly city: string; readonly street: string; readonly postalCode: string }
    | undefined;
  readonly createdAt?: string | undefined;
  readonly memberLevel?: string | undefined;
  readonly favouriteShop?: string | undefined;
  readonly marketingOptIn?: boolean | undefined;
}

export interface ExternalId {
  readonly id: string;
  readonly type: string;
}

export interface Context {
  readonly library: { readonly name: string; readonly version: string };
  readonly locale: 'zh-CN';
  readonly timezone?: 'Asia/Shanghai' | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly page?: { readonly path: string; readonly url: string; readonly title: string; readonly referrer: string; readonly search: string } | undefined;
  readonly campaign?: { readonly source: string; readonly medium: string; readonly name: string } | undefined;
  readonly device?: { readonly id: string; readonly type: string; readonly manufacturer?: string | undefined; readonly model?: string | undefined } | undefined;
  readonly os?: { readonly name: string; readonly version: string } | undefined;
  readonly app?: { readonly name: string; readonly version: string; readonly namespace: string } | undefined;
  readonly network?: { readonly wifi: boolean; readonly carrier: string } | undefined;
  readonly location?: { readonly country: string; readonly region: string; readonly city: string } | undefined;
  readonly externalIds?: readonly ExternalId[] | undefined;
  readonly traits?: Traits | undefined;
}

/** Segment's message form. `timestamp` is what the device's clock showed. */
export interface Message {
  readonly type: 'track' | 'page' | 'screen' | 'identify';
  readonly messageId: string;
  readonly timestamp: string;
  readonly channel: SourceKey;
  readonly anonymousId?: string | undefined;
  readonly userId?: string | undefined;
  readonly event?: string | undefined;
  readonly name?: string | undefined;
  readonly properties?: Properties | undefined;
  readonly traits?: Traits | undefined;
  readonly context: Context;
}

/** A message before it has its id and its clock. */
export type Said = Omit<Message, 'messageId' | 'timestamp' | 'channel'> & { readonly source: SourceKey; readonly ts: number };

/** A message on its way: what is sent, and when it reaches the collector. */
export interface Emission {
  readonly source: SourceKey;
  /** True time, in milliseconds. */
  readonly ts: number;
  /** Arrival; the order of sending. */
  readonly arrivesAt: number;
  /** How much the sender's clock is ahead. Where it is not 0, `sentAt` must be the moment of sending plus this. */
  readonly skewMs: number;
  /** A second sending of the same message. */
  readonly isCopy: boolean;
  readonly person: number;
  readonly message: Message;
}

/** The name under which the product stores a message. */
export function storedName(message: Message): string {
  if (message.type === 'page') return 'Page Viewed';
  if (message.type === 'screen') return 'Screen Viewed';
  return message.event ?? '$identify';
}

export const yuan = (fen: number): number => fen / 100;
