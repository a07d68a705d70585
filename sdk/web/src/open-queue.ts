import { browserContext } from './context.ts';
import type { Options } from './options.ts';
import { createQueue, type Queue, type QueueDeps } from './queue.ts';
import type { Store } from './store.ts';
import { beacon, post } from './transport.ts';

/** The queue with a browser's clock, network and chance. */
export function openQueue({ host, writeKey, onLoss }: Pick<Options, 'host' | 'writeKey'> & Pick<QueueDeps, 'onLoss'>, store: Store): Queue {
  const url = `${host.replace(/\/+$/, '')}/v1/batch`;
  return createQueue({
    store,
    bodyOf: (messages) =>
      `{"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}","context":${JSON.stringify(browserContext())},"batch":[${messages.join(',')}]}`,
    post: (body, keepalive) => post(url, body, keepalive),
    beacon: (body) => beacon(url, body),
    now: Date.now,
    random: Math.random,
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    onLoss,
  });
}
