import type { Properties } from '../../shared/events.ts';

/** One call as it goes over the wire: Segment's message form. */
export interface Message {
  readonly type: 'track' | 'identify' | 'page' | 'group' | 'alias';
  /** Stays the same however often the message is sent; the server counts it once. */
  readonly messageId: string;
  /** ISO 8601, by the visitor's clock; the server corrects it by the time of sending. */
  readonly timestamp: string;
  readonly anonymousId: string;
  readonly userId?: string;
  /** Of `track`. */
  readonly event?: string;
  readonly properties?: Properties;
  /** Of `identify` and `group`. */
  readonly traits?: Properties;
  /** Page, campaign, consent, share; what all messages of a request have in common is added when it is sent. */
  readonly context?: Properties;
  readonly [field: string]: unknown;
}
