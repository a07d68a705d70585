import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FakeClock, fakeClock } from '#kernel';
import { type EventLog, type EventLogOptions, type LogEntry, openEventLog } from '#platform';

let folder: string;
let clock: FakeClock;
const opened: EventLog[] = [];

const openLog = async (options: EventLogOptions = {}): Promise<EventLog> => {
  const log = await openEventLog(folder, { clock, ...options });
  opened.push(log);
  return log;
};
const entry = (text: string, over: Partial<LogEntry> = {}): LogEntry => ({
  workspace: 1,
  sourceId: 7,
  protocol: 'segment',
  call: 'batch',
  receivedAt: 1_700_000_000_000,
  remoteAddress: '203.0.113.9',
  userAgent: '浏览器/1.0',
  events: 1,
  body: Buffer.from(text),
  ...over,
});
const everything = { maxEvents: 1_000_000, maxBytes: 1_000_000_000 };
const bodies = (log: EventLog, from = 1): string[] => log.read(from, everything).map(({ body }) => Buffer.from(body).toString());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'danqing-log-test-'));
  clock = fakeClock(Date.UTC(2026, 10, 1));
});
afterEach(async () => {
  for (const log of opened.splice(0)) await log.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('appending and reading', () => {
  test('positions are dense from 1 and records come back as they went in', async () => {
    const log = await openLog();
    expect(await log.append([entry('a', { importId: 'i1', events: 3 }), entry('b')])).toEqual({ first: 1, last: 2, skipped: false });
    expect(await log.append([entry('c')])).toEqual({ first: 3, last: 3, skipped: false });
    expect(log.head()).toBe(4);
    expect(log.tail()).toBe(1);
    expect(log.read(1, everything).map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(log.at(1)).toEqual({ position: 1, ...entry('a', { importId: 'i1', events: 3 }) });
    expect(log.at(4)).toBeUndefined();
    expect(bodies(log, 2)).toEqual(['b', 'c']);
  });

  test('a read stops at its limits but gives at least one record', async () => {
    const log = await openLog();
    await log.append([entry('aa', { events: 10 }), entry('bb', { events: 10 }), entry('cc', { events: 10 })]);
    expect(log.read(1, { maxEvents: 5, maxBytes: 100 }).length).toBe(1);
    expect(log.read(1, { maxEvents: 20, maxBytes: 100 }).length).toBe(2);
    expect(log.read(1, { maxEvents: 100, maxBytes: 4 }).length).toBe(2);
    expect(log.read(4, everything)).toEqual([]);
  });

  test('a reader that unmaps what it has read goes on where it was', async () => {
    const writer = await openLog();
    for (let number = 0; number < 20; number++) await writer.append([entry(`${number}`.padEnd(1_000))]);
    await writer.close();
    const reader = await openLog({ maxMappedBytes: 2_500 });
    const positions: number[] = [];
    for (let from = 1; from < reader.head(); from = 1 + (positions.at(-1) ?? 0))
      positions.push(...reader.read(from, { maxEvents: 3, maxBytes: 1_000_000 }).map(({ position }) => position));
    expect(positions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    await reader.append([entry('more')]);
    expect(reader.read(21, everything).length).toBe(1);
  });

  test('accepted is the sum of events by source, across appends that committed together', async () => {
    const log = await openLog();
    await Promise.all(Array.from({ length: 50 }, (_, index) => log.append([entry('x', { sourceId: 1 + (index % 2), events: index })])));
    expect(log.accepted()).toEqual(
      new Map([
        [1, 600],
        [2, 625],
      ]),
    );
    expect(log.head()).toBe(51);
  });

  test('what was appended is there after reopening', async () => {
    const log = await openLog();
    await log.append([entry('a')]);
    await log.close();
    const again = await openLog();
    expect(bodies(again)).toEqual(['a']);
    expect(await again.append([entry('b')])).toMatchObject({ first: 2 });
  });
});

describe('segments', () => {
  test('a full segment is closed, the next goes on with positions, counters and marks', async () => {
    const log = await openLog({ segmentBytes: 2_000 });
    for (let chunk = 1; chunk <= 20; chunk++) await log.append([entry('x'.repeat(500))], { once: { key: 'import-1', chunk } });
    expect(readdirSync(folder).length).toBeGreaterThan(3);
    expect(log.read(1, everything).map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(log.accepted()).toEqual(new Map([[7, 20]]));
    expect(log.lastChunk('import-1')).toBe(20);
    expect(log.at(3)?.position).toBe(3);
  });

  test('a segment is closed after a day, an empty one never', async () => {
    const log = await openLog();
    clock.advance(3 * 86_400_000);
    await log.append([entry('a')]);
    expect(readdirSync(folder)).toEqual(['000000000000001']);
    clock.advance(86_400_000);
    await log.append([entry('b')]);
    expect(readdirSync(folder)).toEqual(['000000000000001', '000000000000002']);
    expect(bodies(log)).toEqual(['a', 'b']);
  });

  test('retention removes whole segments that every consumer has passed, oldest first', async () => {
    const log = await openLog();
    for (const text of ['a', 'b', 'c']) {
      await log.append([entry(text)]);
      clock.advance(86_400_000);
    }
    const rule = { maxAgeDays: 1, maxBytes: 1_000_000_000, now: clock.now() };
    expect(await log.retain({ ...rule, passed: 1 })).toBe(0);
    expect(await log.retain({ ...rule, passed: 2 })).toBe(1);
    expect(log.tail()).toBe(2);
    expect(log.at(1)).toBeUndefined();
    expect(bodies(log)).toEqual(['b', 'c']);
    expect(await log.retain({ passed: 4, maxAgeDays: 100, maxBytes: 1, now: clock.now() })).toBe(2);
    expect(log.read(1, everything)).toEqual([]);
    expect(log.tail()).toBe(4);
    expect(await log.append([entry('d')])).toMatchObject({ first: 4 });
    expect(log.accepted()).toEqual(new Map([[7, 4]]));
    expect(readdirSync(folder).some((name) => name.endsWith('.gone'))).toBe(false);
  });
});

describe('once', () => {
  test('a chunk that is in the log is skipped and told where it is', async () => {
    const log = await openLog();
    await log.append([entry('a')], { once: { key: 'k', chunk: 1 } });
    expect(await log.append([entry('b'), entry('c')], { once: { key: 'k', chunk: 2 } })).toEqual({ first: 2, last: 3, skipped: false });
    expect(await log.append([entry('b'), entry('c')], { once: { key: 'k', chunk: 2 } })).toEqual({ first: 2, last: 3, skipped: true });
    expect(await log.append([entry('a')], { once: { key: 'k', chunk: 1 } })).toMatchObject({ skipped: true });
    expect([log.lastChunk('k'), log.lastChunk('other')]).toEqual([2, 0]);
    expect(log.accepted()).toEqual(new Map([[7, 3]]));
  });

  test('two appends of one chunk in the same commit write it once', async () => {
    const log = await openLog();
    const both = await Promise.all([1, 1].map((chunk) => log.append([entry('a')], { once: { key: 'k', chunk } })));
    expect(both.map(({ skipped }) => skipped)).toEqual([false, true]);
    expect(log.head()).toBe(2);
  });
});

describe('pressure', () => {
  test('appends beyond the bound are refused with 429, the rest is written', async () => {
    const log = await openLog({ maxWaitingBytes: 10_000 });
    const ends = await Promise.allSettled(Array.from({ length: 30 }, () => log.append([entry('x'.repeat(1_000))])));
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'DQ_OVERLOADED', status: 429 });
    expect(log.head() - 1).toBe(ends.length - refused.length);
    await log.append([entry('x'.repeat(20_000))]);
  });

  test('a nearly full disk refuses appends until there is room again', async () => {
    let free = 10_000;
    const log = await openLog({ freeBytes: () => Promise.resolve(free), reserveBytes: 1_000, lookEveryMs: 0 });
    await log.append([entry('a')]);
    free = 500;
    await vi.waitFor(() => expect(log.append([entry('b')])).rejects.toMatchObject({ code: 'DQ_DISK_FULL', status: 429 }));
    free = 10_000;
    await vi.waitFor(() => log.append([entry('c')]));
    expect(bodies(log).at(0)).toBe('a');
    expect(bodies(log).at(-1)).toBe('c');
  });

  test('a closed log refuses appends', async () => {
    const log = await openLog();
    const last = log.append([entry('a')]);
    const closing = log.close();
    await expect(log.append([entry('b')])).rejects.toMatchObject({ code: 'DQ_SHUTTING_DOWN' });
    expect(await last).toMatchObject({ first: 1 });
    await closing;
    opened.length = 0;
  });
});
