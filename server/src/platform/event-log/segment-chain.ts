import { Fault } from '#kernel';
import { listSegments, makeSegmentFolder, segmentExists, segmentFolder } from './folders.ts';
import { openSegment, type Segment, type SegmentState } from './segment.ts';
import type { LogPosition } from './types.ts';

/** The segments of one log as this process sees them: which there are, which of them are open here. */
export interface SegmentChain {
  list(): readonly LogPosition[];
  refresh(): void;
  segment(first: LogPosition): Segment;
  /** The newest segment that has been begun. */
  newest(): Segment;
  newestState(): SegmentState;
  oldest(): LogPosition;
  /** The segment that holds `position`; undefined when it is removed or not yet written. */
  holding(position: LogPosition): Segment | undefined;
  /** The segment to append to; begins a new one when the newest is closed. */
  writable(): Promise<Segment>;
  /** Gives back the memory that reading much of a segment has mapped; it opens again when it is asked for. */
  unmap(segment: Segment): void;
  release(first: LogPosition): Promise<void>;
  close(): Promise<void>;
}

/** How long removals by another process may stay unnoticed (their files keep their space while they are open here). */
const RELIST_EVERY_MS = 1_000;
/** Without unmapping, a reader that had gone through 350 MB held 365 MB of file pages (PSS); with it, 5 MB after and no slower. */
const MAX_MAPPED_BYTES = 64 * 1024 * 1024;
/** Environments kept open besides; each maps its file into memory. */
const MAX_OPEN = 4;

export async function openSegmentChain(log: string, now: () => number, maxMappedBytes = MAX_MAPPED_BYTES): Promise<SegmentChain> {
  const open = new Map<LogPosition, Segment>();
  let firsts = listSegments(log);
  let listedAt = performance.now();
  let writing: LogPosition | undefined;

  const segment = (first: LogPosition): Segment => {
    const known = open.get(first) ?? openSegment(log, first);
    // Map order is order of use: the first is the one unused for longest.
    open.delete(first);
    open.set(first, known);
    for (const other of open.keys()) if (open.size > MAX_OPEN && other !== writing && other !== first) void release(other);
    return known;
  };
  const release = async (first: LogPosition): Promise<void> => {
    const known = open.get(first);
    open.delete(first);
    await known?.release();
  };
  const refresh = (): void => {
    firsts = listSegments(log);
    listedAt = performance.now();
    // One that was written anew lies elsewhere now.
    for (const [first, known] of open) if (!firsts.includes(first) || known.folder !== segmentFolder(log, first)) void release(first);
  };
  const newestBegun = (): { readonly segment: Segment; readonly state: SegmentState } | undefined => {
    for (const first of firsts.toReversed()) {
      const candidate = segment(first);
      const state = candidate.state();
      if (state !== undefined) return { segment: candidate, state };
    }
    return undefined;
  };
  const newest = (): { readonly segment: Segment; readonly state: SegmentState } => {
    const known = newestBegun();
    if (known !== undefined && !known.state.closed) return known;
    refresh();
    const fresh = newestBegun();
    if (fresh === undefined) throw new Fault('DQ_LOG_DAMAGED', 500, `the event log in ${log} has no segment`);
    return fresh;
  };
  const begin = async (first: LogPosition, predecessor: Segment | undefined): Promise<Segment> => {
    makeSegmentFolder(log, first);
    const begun = segment(first);
    await begun.begin(predecessor, now());
    refresh();
    return begun;
  };
  const writable = async (): Promise<Segment> => {
    const { segment: current, state } = newest();
    // Only the newest segment is never removed, so a closed one without a successor on disk is the place to go on from.
    const target = state.closed ? await begin(state.next, current) : current;
    // Nobody who appends reads it any more; an open one would keep the space of files that were written anew.
    if (writing !== undefined && writing !== target.first) void release(writing);
    writing = target.first;
    return target;
  };

  if (newestBegun() === undefined) await begin(firsts.at(0) ?? 1, undefined);

  return {
    list: () => firsts,
    refresh,
    segment,
    newest: () => newest().segment,
    newestState: () => newest().state,
    oldest: () => {
      if (performance.now() - listedAt >= RELIST_EVERY_MS) refresh();
      return firsts[0] ?? newest().segment.first;
    },
    holding: (position) => {
      if (position >= newest().state.next) return undefined;
      const first = firsts.findLast((candidate) => candidate <= position);
      if (first === undefined || !(open.has(first) || segmentExists(log, first))) return undefined;
      return segment(first);
    },
    writable,
    unmap: (used) => {
      if (used.readBytes() >= maxMappedBytes && used.first !== writing) void release(used.first);
    },
    release,
    close: async () => {
      for (const first of open.keys()) await release(first);
    },
  };
}
