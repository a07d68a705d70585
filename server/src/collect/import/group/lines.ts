import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const flushLength = 64 * 1024;

/** A text file that lines are appended to; a small buffer each, so that many can be open at once. */
export interface LineWriter {
  add(line: string): Promise<void> | undefined;
  close(): Promise<void>;
}

export async function writeLines(path: string): Promise<LineWriter> {
  const file: FileHandle = await open(path, 'w');
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    await file.appendFile(text);
  };
  return {
    add: (line) => {
      pending += `${line}\n`;
      return pending.length < flushLength ? undefined : flush();
    },
    close: async () => {
      await flush();
      await file.close();
    },
  };
}

/** The lines of a file, some at a time. */
export async function* readLines(path: string): AsyncIterable<readonly string[]> {
  const stream: AsyncIterable<string> = createReadStream(path, { encoding: 'utf8', highWaterMark: flushLength });
  let rest = '';
  for await (const text of stream) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
}
