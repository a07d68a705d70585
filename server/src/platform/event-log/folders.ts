import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogPosition } from './types.ts';

/** Segments are folders named by their first position, padded so that names sort as numbers; one that was written anew has its number of times behind that. */
const NAME = /^(\d{15})(?:-(\d+))?$/;
const GONE_SUFFIX = '.gone';
/** Without a dot: the store takes a path with one for a file. */
const MAKING_SUFFIX = '-making';

const nameOf = (first: LogPosition, times: number): string => `${String(first).padStart(15, '0')}${times === 0 ? '' : `-${times}`}`;

/** How often each segment was written anew, as its folders say. */
function timesOf(log: string, first: LogPosition): readonly number[] {
  const found = readdirSync(log).flatMap((name) => {
    const [, position, times] = NAME.exec(name) ?? [];
    return Number(position) === first ? [Number(times ?? 0)] : [];
  });
  return found.sort((a, b) => a - b);
}

/** The newest folder of a segment; of one that is not there, the folder it will have. */
export const segmentFolder = (log: string, first: LogPosition): string => join(log, nameOf(first, timesOf(log, first).at(-1) ?? 0));

/** Where a segment is written anew; what an attempt that died left there goes. */
export function makingFolder(log: string, first: LogPosition): string {
  const folder = join(log, nameOf(first, 0) + MAKING_SUFFIX);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

/** Puts what was made in the place of the segment: from one moment to the next, in whatever process it is opened. The old folder goes. */
export function exchangeSegment(log: string, first: LogPosition, made: string): void {
  const times = timesOf(log, first);
  syncFolder(made);
  renameSync(made, join(log, nameOf(first, (times.at(-1) ?? 0) + 1)));
  syncFolder(log);
  for (const old of times) rmSync(join(log, nameOf(first, old)), { recursive: true, force: true });
}

export const listSegments = (log: string): readonly LogPosition[] =>
  [...new Set(readdirSync(log).flatMap((name) => NAME.exec(name)?.[1] ?? []))].map(Number).sort((a, b) => a - b);

export const segmentExists = (log: string, first: LogPosition): boolean => existsSync(segmentFolder(log, first));

/** Makes a segment's folder and syncs its name: without that, a power cut could lose a segment whose content was synced. */
export function makeSegmentFolder(log: string, first: LogPosition): void {
  mkdirSync(segmentFolder(log, first), { recursive: true });
  syncFolder(log);
}

export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

export const segmentFileBytes = (log: string, first: LogPosition): number =>
  statSync(join(segmentFolder(log, first), 'data.mdb'), { throwIfNoEntry: false })?.size ?? 0;

/** Renamed before it is removed, so that a crash in between never leaves half a segment under a segment's name. */
export function removeSegment(log: string, first: LogPosition): void {
  for (const old of timesOf(log, first).slice(0, -1)) rmSync(join(log, nameOf(first, old)), { recursive: true, force: true });
  const folder = segmentFolder(log, first);
  renameSync(folder, folder + GONE_SUFFIX);
  syncFolder(log);
  rmSync(folder + GONE_SUFFIX, { recursive: true, force: true });
}

/** Finishes removals that a crash interrupted. */
export function sweepRemoved(log: string): void {
  for (const name of readdirSync(log)) if (name.endsWith(GONE_SUFFIX)) rmSync(join(log, name), { recursive: true, force: true });
}
