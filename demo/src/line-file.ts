import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LineFile {
  readonly write: (line: string) => void;
  readonly close: () => void;
}

const BUFFER = 1_000_000;

/** Writes lines in pieces of a megabyte; synchronous, so that a fast generator cannot outrun the disk. */
export function openLineFile(path: string): LineFile {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  let held: string[] = [];
  let size = 0;
  const flush = (): void => {
    if (held.length === 0) return;
    // writeSync may take only a part of what it is given.
    let rest = Buffer.from(`${held.join('\n')}\n`);
    while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
    held = [];
    size = 0;
  };
  return {
    write: (line) => {
      held.push(line);
      size += line.length;
      if (size >= BUFFER) flush();
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
}
