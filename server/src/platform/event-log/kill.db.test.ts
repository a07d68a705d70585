import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventLog, openEventLog } from '#platform';

const APPENDER = fileURLToPath(new URL('../../../testing/log-appender.ts', import.meta.url));
const ROUNDS = 4;
const SEGMENT_BYTES = 60_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'danqing-log-kill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Appender {
  readonly process: ChildProcess;
  /** Position → text, as acknowledged before the kill. */
  readonly acknowledged: Map<number, string>;
  readonly ended: Promise<void>;
}

function startAppender(name: string): Appender {
  const child = spawn(process.execPath, [APPENDER, folder, name, String(SEGMENT_BYTES)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged = new Map<number, string>();
  let rest = '';
  child.stdout?.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [position, text] = line.split(' ');
      if (position !== undefined && text !== undefined) acknowledged.set(Number(position), text);
    }
  });
  return { process: child, acknowledged, ended: new Promise((resolve) => child.once('close', () => resolve())) };
}

const acknowledgedAtLeast = async (appender: Appender, count: number): Promise<void> => {
  while (appender.acknowledged.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
};

function texts(log: EventLog): Map<number, string> {
  const found = new Map<number, string>();
  for (let from = 1; ; ) {
    const records = log.read(from, { maxEvents: 1_000, maxBytes: 1_000_000 });
    for (const { position, body } of records) found.set(position, Buffer.from(body).toString().trim());
    const last = records.at(-1);
    if (last === undefined) return found;
    from = last.position + 1;
  }
}

test('two processes append, one after the other is killed at any moment, and nothing that was acknowledged is lost or counted wrongly', async () => {
  const acknowledged = new Map<number, string>();
  const note = (appender: Appender): void =>
    appender.acknowledged.forEach((text, position) => {
      expect(acknowledged.get(position) ?? text, `position ${position} was given twice`).toBe(text);
      acknowledged.set(position, text);
    });
  let steady = startAppender('steady-0');
  for (let round = 1; round <= ROUNDS; round++) {
    const victim = startAppender(`victim-${round}`);
    await acknowledgedAtLeast(victim, 15 + round * 11);
    victim.process.kill('SIGKILL');
    await victim.ended;
    note(victim);
    // The survivor must go on: a lock held by the dead is taken over.
    const seen = steady.acknowledged.size;
    await acknowledgedAtLeast(steady, seen + 10);
    if (round % 2 === 0) {
      steady.process.kill('SIGKILL');
      await steady.ended;
      note(steady);
      if (round < ROUNDS) steady = startAppender(`steady-${round}`);
    }
  }

  const log = await openEventLog(folder);
  const found = texts(log);
  for (const [position, text] of acknowledged) expect(found.get(position)).toBe(text);
  expect([...found.keys()]).toEqual(Array.from({ length: log.head() - 1 }, (_, index) => index + 1));
  expect(new Set(found.values()).size).toBe(found.size);
  const events = new Map<number, number>();
  for (let from = 1; from < log.head(); from++) {
    const record = log.at(from);
    if (record !== undefined) events.set(record.sourceId, (events.get(record.sourceId) ?? 0) + record.events);
  }
  expect(log.accepted()).toEqual(events);
  for (const name of ['steady-0', 'victim-1', `victim-${ROUNDS}`]) {
    const chunks = [...found.values()].filter((text) => text.startsWith(`${name}/0/`)).map((text) => Number(text.split('/')[2]));
    expect(log.lastChunk(name)).toBe(Math.max(...chunks));
  }
  expect(log.tail()).toBe(1);
  await log.close();
});

test('a reader in another process sees a record as soon as it is acknowledged', async () => {
  const log = await openEventLog(folder);
  const appender = startAppender('seen');
  await acknowledgedAtLeast(appender, 40);
  for (const [position, text] of appender.acknowledged)
    expect(
      Buffer.from(log.at(position)?.body ?? [])
        .toString()
        .trim(),
    ).toBe(text);
  appender.process.kill('SIGKILL');
  await appender.ended;
  await log.close();
});
