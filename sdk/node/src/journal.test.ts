import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, readJournal } from './journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'danqing-sdk-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failures: unknown[] = [];
const open = (): ReturnType<typeof openJournal> => openJournal(folder, (cause) => failures.push(cause));
const message = (number: number): string => JSON.stringify({ number });
/** As if the process that owns the files had died: nobody has number 2^22 + 1. */
function orphan(): void {
  for (const name of readdirSync(folder)) renameSync(join(folder, name), join(folder, name.replace(/^\d+-/, '4194305-')));
}

describe('reading a journal', () => {
  it('gives what is not crossed out, in order', () => {
    expect(readJournal(`+${message(1)}\n+${message(2)}\n-1\n+${message(3)}\n-1\n`)).toEqual([message(3)]);
    expect(readJournal(`+${message(1)}\n-1\n`)).toEqual([]);
    expect(readJournal('')).toEqual([]);
  });

  it('leaves out a last line that was not written to its end', () => {
    expect(readJournal(`+${message(1)}\n+{"number":2`)).toEqual([message(1)]);
    expect(readJournal(`+${message(1)}\n-`)).toEqual([message(1)]);
    expect(readJournal(`+${message(1)}\n+{"num+${message(2)}\n+${message(3)}\n`)).toEqual([message(1), message(3)]);
  });
});

describe('a journal', () => {
  it('gives what a dead process left behind to the next one, once', () => {
    const { journal } = open();
    for (const number of [1, 2, 3]) journal.append(message(number));
    journal.acknowledge({ count: 1, bytes: message(1).length }, () => []);
    orphan();
    const next = open();
    expect(next.waiting).toEqual([message(2), message(3)]);
    expect(readdirSync(folder).length).toBe(1);
    expect(open().waiting).toEqual([]);
  });

  it('leaves the files of living processes alone', () => {
    const { journal } = open();
    journal.append(message(1));
    expect(open().waiting).toEqual([]);
    renameSync(join(folder, readdirSync(folder)[0] ?? ''), join(folder, `${process.ppid}-1-x.queue`));
    expect(open().waiting).toEqual([]);
  });

  it('knows an earlier life of a service that always has the same number', () => {
    appendFileSync(join(folder, `${process.pid}-1000-x.queue`), `+${message(1)}\n`);
    expect(open().waiting).toEqual([message(1)]);
  });

  it('leaves nothing behind when nothing waits, and everything when it closes with work left', () => {
    const one = open();
    one.journal.append(message(1));
    one.journal.empty();
    one.journal.close(true);
    expect(readdirSync(folder)).toEqual([]);
    const other = open();
    other.journal.append(message(2));
    other.journal.close(false);
    expect(open().waiting).toEqual([message(2)]);
  });

  it('takes several files oldest first, and a torn one as far as it goes', () => {
    appendFileSync(join(folder, '4194305-2000-b.queue'), `+${message(3)}\n+{"nu`);
    appendFileSync(join(folder, '4194305-1000-a.queue'), `+${message(1)}\n+${message(2)}\n`);
    appendFileSync(join(folder, 'something-else.txt'), 'x');
    expect(open().waiting).toEqual([1, 2, 3].map(message));
  });

  it('writes a file anew that never empties, and loses nothing by it', () => {
    const { journal } = open();
    const large = (number: number): string => JSON.stringify({ number, filler: 'x'.repeat(30_000) });
    let rest: string[] = [];
    for (let number = 0; number < 700; number++) {
      journal.append(large(number));
      rest.push(large(number));
      if (number % 10 !== 9) continue;
      rest = rest.slice(9);
      journal.acknowledge({ count: 9, bytes: 9 * large(number).length }, () => rest);
    }
    orphan();
    expect(open().waiting).toEqual(rest);
    expect(failures).toEqual([]);
  });
});
