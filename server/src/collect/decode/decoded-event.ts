import type { JsonObject } from '#kernel';

/** One item of a log record, in Segment's message form, or something that is no message at all. */
export type DecodedEvent =
  | {
      /** Place in its log record, from 0. */
      readonly index: number;
      /** As sent, or as the path said; empty when neither did. */
      readonly type: string;
      readonly raw: JsonObject;
      readonly receivedAt: number;
      /** The client's clock when it sent the request, in milliseconds; null when it did not say or cannot be believed. */
      readonly sentAt: number | null;
    }
  | { readonly index: number; readonly invalid: true; readonly raw: unknown };
