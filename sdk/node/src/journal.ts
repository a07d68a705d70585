import { randomUUID } from 'node:crypto';
import { closeSync, fdatasync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What waits, on disk: a file of one line an entry, only ever appended to. `+` and a message; `-` and a number: so many from the front are done. A line
 * is written before the call returns, so that it survives the process; it is synced within `SYNC_MS`, so that it survives the machine.
 * What was delivered and not yet crossed out when a process died is sent again under the same message id, which the server counts once.
 */
export interface Journal {
  append(json: string): void;
  /** The first `count`, of so many bytes, are done; `rest` is what still waits. */
  acknowledge(done: { readonly count: number; readonly bytes: number }, rest: () => readonly string[]): void;
  /** All are done. */
  empty(): void;
  /** Syncs. When nothing waits the file goes; else anybody may take it over. */
  close(isEmpty: boolean): void;
}

interface OpenedJournal {
  readonly journal: Journal;
  /** What processes before this one left behind, oldest first. */
  readonly waiting: readonly string[];
}

const SYNC_MS = 50;
/** A file that never empties is written anew when so much of it is done with, and more than what still waits: each byte is then copied once at most. */
const REWRITE_AT_BYTES = 16 * 1024 * 1024;
/** Whose file it is (a process, or nobody), and when it began. */
const NAME = /^(\d+|free)-(\d+)-[\w-]+\.queue$/;
const nameOf = (owner: number | 'free', mark: string): string => `${owner}-${Date.now()}-${mark}.queue`;

const isCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** Whether somebody still writes to a file. */
function isOwned(owner: string, begunAt: number): boolean {
  if (owner === 'free') return false;
  // In a container every life of a service has the same number: what was begun before this process is of an earlier life.
  if (Number(owner) === process.pid) return begunAt >= Date.now() - process.uptime() * 1000;
  try {
    process.kill(Number(owner), 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isWhole(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

/** The messages of a file that are not crossed out. What a full disk or a sudden end has cut off was never promised to anybody, and would spoil its whole request. */
export function readJournal(text: string): readonly string[] {
  const messages: string[] = [];
  let done = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.startsWith('+') && isWhole(line.slice(1))) messages.push(line.slice(1));
    else if (line.startsWith('-')) done += Number(line.slice(1));
  }
  return messages.slice(done);
}

/** All of it, or it throws. Gives how many bytes. */
function writeAll(fd: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
  return bytes.length;
}

const linesOf = (messages: readonly string[]): string => messages.map((json) => `+${json}\n`).join('');

/** Takes the files of processes that are no more. Of several that start together, one succeeds in renaming a file. */
function takeOver(folder: string): readonly string[] {
  const left = readdirSync(folder).flatMap((name) => {
    const [, owner = '', begunAt] = NAME.exec(name) ?? [];
    return begunAt === undefined || isOwned(owner, Number(begunAt)) ? [] : [{ name, begunAt: Number(begunAt) }];
  });
  return left
    .sort((a, b) => a.begunAt - b.begunAt)
    .flatMap(({ name }) => {
      const taken = join(folder, nameOf(process.pid, `taken-${randomUUID()}`));
      try {
        renameSync(join(folder, name), taken);
        return [taken];
      } catch (error) {
        if (isCode(error, 'ENOENT')) return [];
        throw error;
      }
    });
}

/** Throws what the disk says now; what it says later goes to `onFailure` once, and nothing more is written. */
export function openJournal(folder: string, onFailure: (cause: unknown) => void): OpenedJournal {
  mkdirSync(folder, { recursive: true });
  const taken = takeOver(folder);
  const waiting = taken.flatMap((path) => readJournal(readFileSync(path, 'utf8')));
  const mark = randomUUID();
  const path = join(folder, nameOf(process.pid, mark));
  let fd: number | undefined = openSync(path, 'a');
  let bytes = 0;
  let doneBytes = 0;
  let syncing: NodeJS.Timeout | undefined;

  const fail = (cause: unknown): void => {
    if (fd === undefined) return;
    fd = undefined;
    onFailure(cause);
  };
  const quietly = (use: (open: number) => void): void => {
    try {
      if (fd !== undefined) use(fd);
    } catch (cause) {
      fail(cause);
    }
  };
  const sync = (): void => {
    syncing = undefined;
    if (fd !== undefined) fdatasync(fd, (error) => error !== null && !isCode(error, 'EBADF') && fail(error));
  };
  const write = (text: string): void =>
    quietly((open) => {
      bytes += writeAll(open, text);
      syncing ??= setTimeout(sync, SYNC_MS).unref();
    });
  const rewrite = (rest: readonly string[]): void =>
    quietly((open) => {
      const fresh = openSync(`${path}.new`, 'w');
      bytes = writeAll(fresh, linesOf(rest));
      doneBytes = 0;
      fdatasyncSync(fresh);
      closeSync(fresh);
      renameSync(`${path}.new`, path);
      closeSync(open);
      fd = openSync(path, 'a');
    });

  write(linesOf(waiting));
  quietly(fdatasyncSync);
  for (const file of taken) rmSync(file, { force: true });
  return {
    waiting,
    journal: {
      append: (json) => write(`+${json}\n`),
      acknowledge: (done, rest) => {
        write(`-${done.count}\n`);
        doneBytes += done.bytes;
        if (doneBytes > Math.max(REWRITE_AT_BYTES, bytes / 2)) rewrite(rest());
      },
      empty: () => {
        quietly((open) => ftruncateSync(open));
        bytes = 0;
        doneBytes = 0;
      },
      close: (isEmpty) => {
        clearTimeout(syncing);
        quietly(fdatasyncSync);
        quietly((open) => {
          closeSync(open);
          if (isEmpty) rmSync(path, { force: true });
          else renameSync(path, join(folder, nameOf('free', mark)));
        });
        fd = undefined;
      },
    },
  };
}
