import type { EventLog } from '#platform';

/** How long ago the oldest event was received that has no end yet, in milliseconds; 0 when there is none. `delivered`: the last log position that has arrived. */
export function lagMsOf(log: Pick<EventLog, 'at' | 'head'>, delivered: number, now: number): number {
  if (delivered + 1 >= log.head()) return 0;
  const waiting = log.at(delivered + 1);
  return waiting === undefined ? 0 : Math.max(0, now - waiting.receivedAt);
}
