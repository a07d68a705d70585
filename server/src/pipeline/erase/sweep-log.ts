import type { ErasureParticipant } from '#govern';
import { decodeRecord, rewriteRecord } from '#collect';
import type { EventLog } from '#platform';
import { originOf, type SliceDeps } from '../admit.ts';
import { erasedNames } from './erased-names.ts';

export interface SweepLogDeps extends Pick<SliceDeps, 'sources' | 'kinds' | 'inbound' | 'cleaning'> {
  readonly log: EventLog;
}

/**
 * Takes their messages out of the event log, duplicates and parked ones too, by what messages name. Records of requests hold other people's messages as well: these stay where
 * they are. One pass over what the log keeps (a week, or 20 GB).
 */
export const logErasure = ({ log, sources, kinds, inbound, cleaning }: SweepLogDeps): ErasureParticipant => ({
  name: 'log',
  sweep: async ({ workspace, identifiers, position }) => {
    const names = erasedNames(identifiers);
    let messages = 0;
    const seen = new Set<number>();
    await log.rewrite(position ?? 0, (record) => {
      if (record.workspace !== workspace) return undefined;
      const origin = originOf(record, { sources, kinds, ...(inbound === undefined ? {} : { inbound }), ...(cleaning === undefined ? {} : { cleaning }) });
      const rewritten = rewriteRecord(record, (event) => names.fateOf(event, origin));
      if (rewritten !== undefined && !seen.has(record.position)) {
        seen.add(record.position);
        messages += decodeRecord(record).filter((event) => names.fateOf(event, origin) === 'goes').length;
      }
      return rewritten;
    });
    return { removed: [{ store: 'log', what: 'messages', count: messages }], isDone: true };
  },
});
