import type { Words } from '@danqing/contracts';

/** What is told through a channel, in both languages; the channel's own language is chosen when it is sent. */
export interface Message {
  readonly about: 'alert' | 'test';
  readonly level: 'info' | 'warning' | 'critical' | 'good';
  readonly title: Words;
  readonly lines: readonly Words[];
  /** The page that shows more; null where nobody knows how the console is reached. */
  readonly link: string | null;
  /** For programs that hear webhooks. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Delivery {
  readonly id: string;
  readonly message: Message;
  readonly at: Date;
}

/** What came of one attempt. */
export interface Attempt {
  readonly status: number | null;
  /** null: it was taken. */
  readonly problem: string | null;
  /** Whether another try may help. */
  readonly mayRetry: boolean;
  /** Not before this long, where the other side said so. */
  readonly afterMs?: number;
}

export const taken = (status: number | null): Attempt => ({ status, problem: null, mayRetry: false });
