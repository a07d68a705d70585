import { decodeRecord } from '#collect';
import type { Origin, RawEvent } from '#clean';
import type { EventLog } from '#platform';
import { originOf } from '../admit.ts';

export type TailDeps = Parameters<typeof originOf>[1] & { readonly log: EventLog };

export interface Arrived {
  readonly raw: Extract<RawEvent, { readonly type: string }>;
  readonly origin: Origin;
}

const windowRecords = 500;
const mostWindows = 40;

/** The last messages of a workspace, newest first: at most so many, and no further back than the last 20,000 requests of the whole installation. */
export function* lastMessages(deps: TailDeps, workspace: number, most: number): Generator<Arrived> {
  const { log, sources } = deps;
  let given = 0;
  let end = log.head();
  for (let window = 0; window < mostWindows && end > log.tail() && given < most; window++) {
    const from = Math.max(log.tail(), end - windowRecords);
    const records = log.read(from, { maxEvents: 1_000_000, maxBytes: 256 * 1024 * 1024 }).filter(({ position }) => position < end);
    for (const record of records.toReversed()) {
      const source = sources.byId(record.sourceId);
      if (record.workspace !== workspace || source === undefined || source.isRemoved === true) continue;
      const origin = originOf(record, deps);
      for (const raw of decodeRecord(record).toReversed()) {
        if ('invalid' in raw) continue;
        yield { raw, origin };
        if (++given >= most) return;
      }
    }
    end = from;
  }
}
