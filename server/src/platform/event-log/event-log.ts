import { mkdirSync } from 'node:fs';
import { type Clock, Fault, systemClock } from '#kernel';
import { type Append, createAppendQueue, eventsBySource, type Placement } from './append-queue.ts';
import { diskFull, freeBytesOf, guardDisk } from './disk-guard.ts';
import { removeSegment, segmentFileBytes, sweepRemoved } from './folders.ts';
import { decodeStored, encodeRecord } from './record.ts';
import { rewriteSegments } from './rewrite.ts';
import { openSegmentChain, type SegmentChain } from './segment-chain.ts';
import type { EventLog, LogPosition, LogRecord } from './types.ts';

export interface EventLogOptions {
  readonly clock?: Clock;
  /** A segment that holds this much is closed; the next append opens another. */
  readonly segmentBytes?: number;
  readonly segmentAgeMs?: number;
  /** Bytes that may wait for the disk before appends are refused with DQ_OVERLOADED. */
  readonly maxWaitingBytes?: number;
  /** With less free than this, appends are refused with DQ_DISK_FULL. */
  readonly reserveBytes?: number;
  /** How much a reader may have mapped of a segment before it is unmapped. */
  readonly maxMappedBytes?: number;
  /** How free space is looked up, and how often; for tests. */
  readonly freeBytes?: () => Promise<number>;
  readonly lookEveryMs?: number;
}

const DAY_MS = 86_400_000;
const GIGABYTE = 1024 ** 3;
const DEFAULT_WAITING_BYTES = 64 * 1024 * 1024;
const DEFAULT_RESERVE_BYTES = GIGABYTE / 2;
const MAX_APPEND_BYTES = 256 * 1024 * 1024;

/**
 * Opens the event log in `folder` (made when it is missing). One instance a process and folder is enough and best: LMDB shares its
 * environment within a process, and group commit works within an instance. Any number of processes may hold the same log.
 */
export async function openEventLog(folder: string, options: EventLogOptions = {}): Promise<EventLog> {
  mkdirSync(folder, { recursive: true });
  sweepRemoved(folder);
  const clock = options.clock ?? systemClock();
  const limits = { maxBytes: options.segmentBytes ?? GIGABYTE, maxAgeMs: options.segmentAgeMs ?? DAY_MS };
  const disk = await guardDisk({
    freeBytes: options.freeBytes ?? (() => freeBytesOf(folder)),
    reserveBytes: options.reserveBytes ?? DEFAULT_RESERVE_BYTES,
    ...(options.lookEveryMs === undefined ? {} : { lookEveryMs: options.lookEveryMs }),
  });
  const chain = await openSegmentChain(folder, () => clock.now(), options.maxMappedBytes);
  const queue = createAppendQueue({
    commit: (group) => commitGroup(chain, group, limits, clock),
    maxWaitingBytes: options.maxWaitingBytes ?? DEFAULT_WAITING_BYTES,
  });

  return {
    append: async (entries, { once } = {}) => {
      disk.check();
      const records = entries.map(encodeRecord);
      const bytes = records.reduce((sum, record) => sum + record.byteLength, 0);
      if (bytes > MAX_APPEND_BYTES) throw new Fault('DQ_TOO_LARGE', 413, `an append of ${bytes} bytes is more than the log takes at once`);
      return await queue.push({ records, bytes, events: eventsBySource(entries), ...(once === undefined ? {} : { once }) });
    },
    read: (from, { maxEvents, maxBytes }) => readSlice(chain, from, maxEvents, maxBytes),
    at: (position) => {
      const stored = chain.holding(position)?.get(position);
      return stored === undefined ? undefined : decodeStored(position, stored);
    },
    head: () => chain.newestState().next,
    tail: () => chain.oldest(),
    accepted: () => new Map(Object.entries(chain.newestState().accepted).map(([source, events]) => [Number(source), events])),
    lastChunk: (key) => chain.newest().mark(key)?.chunk ?? 0,
    rewrite: (before, change) => rewriteSegments(folder, chain, { before, change, now: () => clock.now() }),
    retain: (rule) => retain(folder, chain, limits.maxAgeMs, rule),
    close: async () => {
      await queue.close();
      await chain.close();
    },
  };
}

async function commitGroup(
  chain: SegmentChain,
  group: readonly Append[],
  limits: { readonly maxBytes: number; readonly maxAgeMs: number },
  clock: Clock,
): Promise<readonly Placement[]> {
  for (;;) {
    const segment = await chain.writable();
    const placements = await segment.append(group, limits, clock.now()).catch(async (error: unknown) => {
      throw await asFault(error);
    });
    if (placements !== undefined) return placements;
  }
}

/** The store tells why a commit failed by a nested promise; a full disk is the one cause that has a name of its own. */
async function asFault(failure: unknown): Promise<unknown> {
  const cause = failure instanceof Error && 'commitError' in failure ? await rejectionOf(failure.commitError) : failure;
  return cause instanceof Error && /ENOSPC|EDQUOT|No space left|quota exceeded/i.test(cause.message) ? diskFull(cause) : cause;
}

const rejectionOf = async (promise: unknown): Promise<unknown> => {
  const [end] = await Promise.allSettled([promise]);
  return end.status === 'rejected' ? end.reason : promise;
};

function readSlice(chain: SegmentChain, from: LogPosition, maxEvents: number, maxBytes: number): readonly LogRecord[] {
  const records: LogRecord[] = [];
  let [events, bytes] = [0, 0];
  let position = Math.max(from, chain.oldest());
  for (let segment = chain.holding(position); segment !== undefined; segment = chain.holding(position)) {
    const end = segment.state()?.next ?? position;
    if (end <= position) throw new Fault('DQ_LOG_DAMAGED', 500, `the event log has no segment for record ${position}`);
    for (; position < end; position++) {
      const stored = segment.get(position);
      if (stored === undefined) throw new Fault('DQ_LOG_DAMAGED', 500, `the event log has no record ${position} although it is said to`);
      const record = decodeStored(position, stored);
      events += record.events;
      bytes += record.body.byteLength;
      if (records.length > 0 && (events > maxEvents || bytes > maxBytes)) {
        chain.unmap(segment);
        return records;
      }
      records.push(record);
    }
    chain.unmap(segment);
  }
  return records;
}

async function retain(folder: string, chain: SegmentChain, segmentAgeMs: number, rule: Parameters<EventLog['retain']>[0]): Promise<number> {
  await chain.newest().closeWhenOld(segmentAgeMs, rule.now);
  await chain.writable();
  const segments = chain.list().slice(0, -1);
  let total = [...segments, chain.newest().first].reduce((sum, first) => sum + segmentFileBytes(folder, first), 0);
  let removed = 0;
  for (const first of segments) {
    const state = chain.segment(first).state();
    const bytes = segmentFileBytes(folder, first);
    const isOld = state !== undefined && state.lastAt < rule.now - rule.maxAgeDays * DAY_MS;
    if (state !== undefined && (!state.closed || state.next > rule.passed || !(isOld || total > rule.maxBytes))) break;
    await chain.release(first);
    removeSegment(folder, first);
    total -= bytes;
    removed += 1;
  }
  chain.refresh();
  return removed;
}
