import { isJsonObject } from '#kernel';

/** What a child tells the supervisor: that it serves, and where. */
export interface ReadyMessage {
  readonly kind: 'ready';
  readonly url?: string;
}

export const isReadyMessage = (value: unknown): value is ReadyMessage => isJsonObject(value) && value['kind'] === 'ready';
