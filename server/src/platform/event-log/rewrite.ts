import { setImmediate as turn } from 'node:timers/promises';
import { exchangeSegment, makingFolder } from './folders.ts';
import { decodeStored, encodeRecord } from './record.ts';
import { openSegmentStore, type Segment, STATE } from './segment.ts';
import type { SegmentChain } from './segment-chain.ts';
import type { LogEntry, LogPosition, LogRecord } from './types.ts';

interface Rewriting {
  readonly before: LogPosition;
  readonly change: (record: LogRecord) => LogEntry | undefined;
  readonly now: () => number;
}

/** Between two turns of the event loop: others wait no longer than this takes. */
const recordsEach = 200;

/**
 * LMDB never overwrites a page in place: a record that is put anew leaves the old bytes in a free page. So a segment with such a record is closed, copied into a folder of its
 * own, and the folders are exchanged.
 */
export async function rewriteSegments(log: string, chain: SegmentChain, rewriting: Rewriting): Promise<number> {
  let changed = 0;
  chain.refresh();
  for (const first of chain.list()) {
    if (first >= rewriting.before) break;
    if (!(await hasChange(chain.segment(first), rewriting))) continue;
    if (first === chain.newest().first) {
      await chain.newest().closeWhenOld(0, rewriting.now());
      await chain.writable();
    }
    changed += await copyChanged(log, chain.segment(first), rewriting);
    await chain.release(first);
    chain.refresh();
  }
  return changed;
}

const endOf = (segment: Segment): LogPosition => segment.state()?.next ?? segment.first;

async function hasChange(segment: Segment, { before, change }: Rewriting): Promise<boolean> {
  const end = Math.min(endOf(segment), before);
  for (let position = segment.first; position < end; position++) {
    if (position % recordsEach === 0) await turn();
    const stored = segment.get(position);
    if (stored !== undefined && change(decodeStored(position, stored)) !== undefined) return true;
  }
  return false;
}

async function copyChanged(log: string, segment: Segment, { before, change }: Rewriting): Promise<number> {
  const state = segment.state();
  if (state === undefined) return 0;
  const made = makingFolder(log, segment.first);
  const { root, records, meta, once } = openSegmentStore(made);
  let [changed, bytes] = [0, 0];
  for (let from = segment.first; from < state.next; from += recordsEach) {
    const part: (readonly [LogPosition, Buffer])[] = [];
    for (let position = from; position < Math.min(from + recordsEach, state.next); position++) {
      const stored = segment.get(position);
      if (stored === undefined) continue;
      const other = position < before ? change(decodeStored(position, stored)) : undefined;
      if (other !== undefined) changed++;
      part.push([position, other === undefined ? stored : encodeRecord(other)]);
    }
    await root.transaction(() => {
      for (const [position, record] of part) {
        records.putSync(position, record, { append: true });
        bytes += record.byteLength;
      }
    });
  }
  await root.transaction(() => {
    for (const { key, mark } of segment.marks()) once.putSync(key, mark);
    meta.putSync(STATE, { ...state, bytes });
  });
  await root.close();
  exchangeSegment(log, segment.first, made);
  return changed;
}
