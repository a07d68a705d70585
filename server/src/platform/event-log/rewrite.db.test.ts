import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEventLog } from './event-log.ts';
import type { EventLog, LogEntry, LogRecord } from './types.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rewrite-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entry = (text: string): LogEntry => ({
  workspace: 1,
  sourceId: 1,
  protocol: 'segment',
  call: 'batch',
  receivedAt: 1,
  remoteAddress: '',
  userAgent: '',
  events: 1,
  body: Buffer.from(text),
});
const textsOf = (log: EventLog): readonly string[] => log.read(1, { maxEvents: 1e6, maxBytes: 1e9 }).map(({ body }) => Buffer.from(body).toString());
const isOnDisk = (text: string): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).some((file) => file.isFile() && readFileSync(join(file.parentPath, file.name)).includes(text));
const without = (word: string) => (record: LogRecord) => (Buffer.from(record.body).includes(word) ? { ...record, body: Buffer.from('gone') } : undefined);

it('leaves nothing of what was changed in any file; positions, counters and what comes later stay', async () => {
  const log = await openEventLog(folder, { segmentBytes: 400 });
  for (let n = 1; n <= 12; n++) await log.append([entry(n % 5 === 0 ? `secret-${n}` : `public-${n}`)], { once: { key: 'import', chunk: n } });
  const [head, accepted] = [log.head(), log.accepted()];
  expect(isOnDisk('secret-5')).toBe(true);
  expect(await log.rewrite(11, without('secret'))).toBe(2);
  expect(textsOf(log)).toEqual(Array.from({ length: 12 }, (_, index) => ((index + 1) % 5 === 0 ? 'gone' : `public-${index + 1}`)));
  expect([isOnDisk('secret-5'), isOnDisk('secret-10'), isOnDisk('public-12')]).toEqual([false, false, true]);
  expect([log.head(), log.accepted(), log.lastChunk('import')]).toEqual([head, accepted, 12]);
  expect(await log.rewrite(11, without('secret'))).toBe(0);
  await log.append([entry('secret-later')]);
  expect(textsOf(log).at(-1)).toBe('secret-later');
  await log.close();
});

it('writes nothing into a file that memory happened to hold: of twenty logs, none has a word that was taken out', async () => {
  for (let round = 1; round <= 20; round++) {
    const path = join(folder, `log ${round}`);
    const log = await openEventLog(path, { segmentBytes: 400 });
    for (let n = 1; n <= 12; n++) await log.append([entry(n % 5 === 0 ? `secret-${n}` : `public-${n}`)]);
    await log.rewrite(11, without('secret'));
    await log.close();
  }
  expect([isOnDisk('secret-5'), isOnDisk('secret-10'), isOnDisk('public-1')]).toEqual([false, false, true]);
});

it('is seen by another process that had the old files open, which goes on appending; an attempt that died is begun anew', async () => {
  const [one, other] = [await openEventLog(folder), await openEventLog(folder)];
  await other.append([entry('secret-1'), entry('public-2')]);
  expect(textsOf(one)).toEqual(['secret-1', 'public-2']);
  const left = join(folder, '000000000000001-making');
  mkdirSync(left);
  writeFileSync(join(left, 'data.mdb'), 'half of it');
  expect(await one.rewrite(3, without('secret'))).toBe(1);
  expect((await other.append([entry('public-3')])).first).toBe(3);
  expect(textsOf(one)).toEqual(['gone', 'public-2', 'public-3']);
  expect(readdirSync(folder).sort()).toEqual(['000000000000001-1', '000000000000003']);
  await Promise.all([one.close(), other.close()]);
  const again = await openEventLog(folder);
  expect(textsOf(again)).toEqual(['gone', 'public-2', 'public-3']);
  expect(await again.retain({ passed: 4, maxAgeDays: 0, maxBytes: 0, now: Date.now() + 1e9 })).toBeGreaterThan(0);
  expect(readdirSync(folder).filter((name) => name.startsWith('000000000000001'))).toEqual([]);
  await again.close();
});
