import { campaignOf, type PageContext } from './context.ts';
import type { Gate } from './gate.ts';
import type { IdentityKeeper } from './identity.ts';
import type { Message } from './message.ts';
import type { Options } from './options.ts';
import type { Queue } from './queue.ts';
import { randomId } from './random-id.ts';

type Fields = Readonly<Record<string, unknown>> & { readonly context?: object | undefined };

export interface Recorder {
  /** Whether what is recorded now may ever be sent. */
  isKeeping(): boolean;
  /** Makes a message of now and queues it, holds it or drops it, as the gate says. `isLight`: see Queue.add. */
  record(type: Message['type'], fields: Fields, isLight?: boolean): void;
  /** A message of now, whatever the gate says. */
  build(type: Message['type'], fields: Fields): Message;
  deliver(message: Message, isLight?: boolean): void;
  /** Queues what was held; with `false` throws it away. */
  release(isAllowed: boolean): void;
}

/** Held before the answer; more is no visit any more. */
const MOST_HELD = 100;

interface RecorderDeps {
  readonly options: Options;
  readonly gate: Gate;
  readonly identity: IdentityKeeper;
  readonly queue: Queue;
  readonly pageNow: () => PageContext;
  /** The query of the address. */
  readonly search: () => string;
}

export function createRecorder({ options, gate, identity, queue, pageNow, search }: RecorderDeps): Recorder {
  const { beforeSend, onLoss, beforeConsent } = options;
  /** A single-page application loses the landing page's parameters at the first click; they hold as long as the document does. */
  const landing = campaignOf(search());
  let held: (readonly [Message, boolean])[] = [];
  let count = 0;

  const build = (type: Message['type'], { context, ...fields }: Fields): Message => {
    const { anonymousId, userId, groupId, share } = identity.now();
    count += 1;
    return {
      type,
      // Time first: messages of several pages are sent in their order.
      messageId: `${Date.now().toString(36)}-${String(count).padStart(4, '0')}-${randomId()}`,
      timestamp: new Date().toISOString(),
      anonymousId,
      ...(userId === undefined ? {} : { userId }),
      ...fields,
      context: { page: pageNow(), campaign: campaignOf(search()) ?? landing, groupId, share, ...context },
    };
  };

  const deliver = (message: Message, isLight = false): void => {
    try {
      const wanted = beforeSend === undefined ? message : beforeSend(message);
      if (wanted !== undefined) queue.add(wanted.messageId, JSON.stringify(wanted), isLight);
    } catch {
      // A circle, a BigInt, or the site's own function: what it may have wanted to leave out must not be sent as it was.
      onLoss?.({ reason: 'invalid', count: 1 });
    }
  };

  const isHolding = (): boolean => gate.state() === 'waiting' && beforeConsent === 'keep';

  return {
    isKeeping: () => gate.isOpen() || isHolding(),
    build,
    deliver,
    record: (type, fields, isLight = false) => {
      if (gate.isOpen()) deliver(build(type, fields), isLight);
      else if (isHolding() && held.length < MOST_HELD) held.push([build(type, fields), isLight]);
    },
    release: (isAllowed) => {
      const kept = held;
      held = [];
      if (isAllowed) for (const [message, isLight] of kept) deliver(message, isLight);
    },
  };
}
