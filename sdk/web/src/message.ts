/** One call as it goes over the wire: Segment's message form. */
export interface Message {
  readonly type: 'track' | 'identify' | 'page' | 'group' | 'alias';
  /** Stays the same however often the message is sent; the server counts it once. */
  readonly messageId: string;
  /** ISO 8601, by the visitor's clock; the server corrects it by the time of sending. */
  readonly timestamp: string;
  readonly anonymousId: string;
  readonly userId?: string;
  readonly [field: string]: unknown;
}
