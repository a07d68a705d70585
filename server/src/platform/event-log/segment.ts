import { type Database, open, type RootDatabase } from 'lmdb';
import type { Append, Placement } from './append-queue.ts';
import { segmentFolder, syncFolder } from './folders.ts';
import type { LogPosition } from './types.ts';

/** What a segment knows about itself: read and raised inside every write transaction, so that any process may append. */
export interface SegmentState {
  /** The position the next record will get. */
  readonly next: LogPosition;
  /** A closed segment never changes again; its successor begins at `next`. */
  readonly closed: boolean;
  readonly bytes: number;
  readonly openedAt: number;
  readonly lastAt: number;
  /** Events accepted by source since the log began, not since this segment did. */
  readonly accepted: { readonly [sourceId: string]: number };
}

interface OnceMark extends Placement {
  readonly chunk: number;
  readonly at: number;
}

interface SegmentLimits {
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/** One LMDB environment of the log. */
export interface Segment {
  readonly first: LogPosition;
  /** Where it lies. */
  readonly folder: string;
  /** Undefined while the process that made the folder has not begun it. */
  state(): SegmentState | undefined;
  get(position: LogPosition): Buffer | undefined;
  /** Bytes of records read since the segment was opened here: about as much of its file is mapped into this process's memory. */
  readBytes(): number;
  mark(key: string): OnceMark | undefined;
  /** Begins the segment where `predecessor` ended, with its counters and marks; does nothing when that has been done. */
  begin(predecessor: Segment | undefined, now: number): Promise<void>;
  /** Appends and syncs the whole group, or closes the segment when it is due and gives undefined, as it does for one that is closed. */
  append(group: readonly Append[], limits: SegmentLimits, now: number): Promise<readonly Placement[] | undefined>;
  /** Closes the segment for good if it is older than allowed and holds anything. */
  closeWhenOld(maxAgeMs: number, now: number): Promise<void>;
  marks(): readonly { readonly key: string; readonly mark: OnceMark }[];
  release(): Promise<void>;
}

/** The parts of a segment's environment. */
export interface SegmentStore {
  readonly root: RootDatabase;
  readonly records: Database<Buffer, number>;
  readonly meta: Database<SegmentState, string>;
  readonly once: Database<OnceMark, string>;
}

export const STATE = 'state';
/** Address space, not disk: a segment may pass its size by one group, and a group may hold one very large append. */
const MAP_BYTES = 8 * 1024 ** 3;
/** Marks of producers that have not appended for so long are not carried on; deduplication still stands behind them. */
const MARK_KEPT_MS = 90 * 86_400_000;

export function openSegmentStore(path: string): SegmentStore {
  // Never with `noMemInit`: it leaves what this process's memory held before, somebody's event for one, in the unused parts of pages on disk.
  const root: RootDatabase = open({ path, overlappingSync: false, mapSize: MAP_BYTES, maxDbs: 4 });
  return {
    root,
    records: root.openDB({ name: 'records', encoding: 'binary' }),
    meta: root.openDB({ name: 'meta', encoding: 'json' }),
    once: root.openDB({ name: 'once', encoding: 'json' }),
  };
}

export function openSegment(log: string, first: LogPosition): Segment {
  const path = segmentFolder(log, first);
  const { root, records, meta, once } = openSegmentStore(path);

  let readBytes = 0;

  const marks: Segment['marks'] = () => Array.from(once.getRange(), ({ key, value }) => ({ key, mark: value }));

  const append = (group: readonly Append[], limits: SegmentLimits, now: number): readonly Placement[] | undefined => {
    const state = meta.get(STATE);
    if (state === undefined || state.closed) return undefined;
    if (isDue(state, first, limits, now)) {
      meta.putSync(STATE, { ...state, closed: true });
      return undefined;
    }
    const accepted: Record<string, number> = { ...state.accepted };
    let { next, bytes } = state;
    const placements = group.map((one): Placement => {
      const known = one.once === undefined ? undefined : once.get(one.once.key);
      if (one.once !== undefined && known !== undefined && known.chunk >= one.once.chunk) return { first: known.first, last: known.last, skipped: true };
      const begin = next;
      for (const record of one.records) records.putSync(next++, record, { append: true });
      for (const [source, events] of one.events) accepted[source] = (accepted[source] ?? 0) + events;
      bytes += one.bytes;
      const placement = { first: begin, last: next - 1, skipped: false };
      if (one.once !== undefined) once.putSync(one.once.key, { ...placement, chunk: one.once.chunk, at: now });
      return placement;
    });
    meta.putSync(STATE, { ...state, next, bytes, accepted, lastAt: now });
    return placements;
  };

  return {
    first,
    folder: path,
    state: () => {
      // Another process may have committed since the read transaction that this turn of the event loop shares.
      root.resetReadTxn();
      return meta.get(STATE);
    },
    get: (position) => {
      const record = records.getBinary(position);
      readBytes += record?.byteLength ?? 0;
      return record;
    },
    readBytes: () => readBytes,
    mark: (key) => {
      root.resetReadTxn();
      return once.get(key);
    },
    marks,
    begin: async (predecessor, now) => {
      const before = predecessor?.state();
      const carried = predecessor?.marks().filter(({ mark }) => now - mark.at < MARK_KEPT_MS) ?? [];
      await root.transaction(() => {
        if (meta.get(STATE) !== undefined) return;
        for (const { key, mark } of carried) once.putSync(key, mark);
        meta.putSync(STATE, { next: first, closed: false, bytes: 0, openedAt: now, lastAt: now, accepted: before?.accepted ?? {} });
      });
      syncFolder(path);
    },
    // A child transaction, because only that is rolled back when a put throws halfway.
    append: (group, limits, now) => root.childTransaction(() => append(group, limits, now)),
    closeWhenOld: (maxAgeMs, now) =>
      root.transaction(() => {
        const state = meta.get(STATE);
        if (state !== undefined && isDue(state, first, { maxBytes: Number.POSITIVE_INFINITY, maxAgeMs }, now)) meta.putSync(STATE, { ...state, closed: true });
      }),
    release: () => root.close(),
  };
}

/** An empty segment is never closed: its successor would begin at the same position. */
const isDue = (state: SegmentState, first: LogPosition, limits: SegmentLimits, now: number): boolean =>
  state.next > first && (state.bytes >= limits.maxBytes || now - state.openedAt >= limits.maxAgeMs);
