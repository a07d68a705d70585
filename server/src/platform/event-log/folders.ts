import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogPosition } from './types.ts';

/** Segments are folders named by their first position, padded so that names sort as numbers. */
const NAME = /^\d{15}$/;
const GONE_SUFFIX = '.gone';

export const segmentFolder = (log: string, first: LogPosition): string => join(log, String(first).padStart(15, '0'));

export const listSegments = (log: string): readonly LogPosition[] =>
  readdirSync(log)
    .filter((name) => NAME.test(name))
    .map(Number)
    .sort((a, b) => a - b);

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
  const folder = segmentFolder(log, first);
  renameSync(folder, folder + GONE_SUFFIX);
  syncFolder(log);
  rmSync(folder + GONE_SUFFIX, { recursive: true, force: true });
}

/** Finishes removals that a crash interrupted. */
export function sweepRemoved(log: string): void {
  for (const name of readdirSync(log)) if (name.endsWith(GONE_SUFFIX)) rmSync(join(log, name), { recursive: true, force: true });
}
