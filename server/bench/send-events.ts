import { type LoadResult, requestBytes, sendLoad } from './http-load.ts';
import type { Subject } from './subject.ts';
import { batchBody } from './workload.ts';

export interface SendOptions {
  readonly events: number;
  /** Events in a request; 100 by default. */
  readonly batch?: number;
  readonly connections: number;
  readonly make: (index: number, at: string) => string;
}

/** Sends events in batches over HTTP, as fast as they are accepted; every one of them is acknowledged at the end. */
export async function sendEvents(subject: Subject, { events, batch = 100, connections, make }: SendOptions): Promise<LoadResult> {
  const at = new Date().toISOString();
  let first = 0;
  const result = await sendLoad({
    port: subject.port,
    connections,
    next: () => {
      if (first >= events) return undefined;
      const size = Math.min(batch, events - first);
      const body = batchBody(first, size, at, make);
      first += size;
      return requestBytes({ method: 'POST', path: '/v1/batch', headers: subject.writeHeaders, body });
    },
  });
  const refused = [...result.others].filter(([status]) => status !== 429);
  if (refused.length > 0) throw new Error(`batches were refused: ${refused.map(([status, count]) => `${count} × ${status}`).join(', ')}`);
  return result;
}
