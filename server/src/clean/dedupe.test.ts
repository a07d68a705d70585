import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Dedupe, openDedupe } from './dedupe.ts';
import { cleanTrack } from './testing.ts';

let folder: string;
let dedupe: Dedupe;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dedupe-'));
  dedupe = openDedupe(folder, { days: 7 });
});
afterEach(async () => {
  await dedupe.close();
  rmSync(folder, { recursive: true, force: true });
});

const day = Date.UTC(2026, 10, 20, 12);

it('calls the second sighting of a message a duplicate, also within one slice', () => {
  const first = cleanTrack({ messageId: 'm1' }, { position: 1 });
  const again = cleanTrack({ messageId: 'm1' }, { position: 2 });
  const other = cleanTrack({ messageId: 'm2' }, { position: 2 });
  expect(dedupe.findDuplicates([first, again, other])).toEqual([false, true, false]);
});

it('finds no duplicate when the same slice is worked off again', () => {
  const slice = [cleanTrack({ messageId: 'm1' }, { position: 1 }), cleanTrack({ messageId: 'm1' }, { position: 2 })];
  expect(dedupe.findDuplicates(slice)).toEqual([false, true]);
  expect(dedupe.findDuplicates(slice)).toEqual([false, true]);
});

it('keeps sources apart', () => {
  dedupe.findDuplicates([cleanTrack({ messageId: 'm1' }, { position: 1, sourceId: 1 })]);
  expect(dedupe.findDuplicates([cleanTrack({ messageId: 'm1' }, { position: 2, sourceId: 2 })])).toEqual([false]);
});

it('remembers streams for seven days and imports for ever', () => {
  dedupe.findDuplicates([
    cleanTrack({ messageId: 's' }, { position: 1, receivedAt: day }),
    cleanTrack({ messageId: 'i' }, { position: 1, receivedAt: day, isImport: true }),
  ]);
  const later = (days: number, position: number) => [
    cleanTrack({ messageId: 's' }, { position, receivedAt: day + days * 86_400_000 }),
    cleanTrack({ messageId: 'i' }, { position, receivedAt: day + days * 86_400_000, isImport: true }),
  ];
  expect(dedupe.findDuplicates(later(6, 2))).toEqual([true, true]);
  expect(dedupe.findDuplicates(later(9, 3))).toEqual([false, true]);
});

it('survives being closed and opened', async () => {
  dedupe.findDuplicates([cleanTrack({ messageId: 'm1' }, { position: 1 })]);
  await dedupe.close();
  dedupe = openDedupe(folder, { days: 7 });
  expect(readdirSync(folder).length).toBe(1);
  expect(dedupe.findDuplicates([cleanTrack({ messageId: 'm1' }, { position: 9 })])).toEqual([true]);
});
