/** The program of the reading thread: one file at a time, a batch for each request, so that nobody who reads slowly has rows pile up here. */
import { parentPort } from 'node:worker_threads';
import { Fault } from '#kernel';
import type { Cells } from '../row.ts';
import { decodeParquet } from './decode.ts';
import type { Answer, Request } from './messages.ts';

interface Current {
  readonly batches: AsyncIterator<readonly Cells[]>;
  readBytes(): number;
  close(): Promise<void>;
}

let current: Current | undefined;

async function answerTo(request: Request): Promise<Answer> {
  switch (request.kind) {
    case 'open': {
      await closeFile();
      const { batches, readBytes, close, columns, rowCount, groupBytes, groupCells } = await decodeParquet(request.path, request.wanted);
      current = { batches: batches[Symbol.asyncIterator](), readBytes, close };
      return { kind: 'opened', columns, rowCount, groupBytes, groupCells };
    }
    case 'next': {
      const next = await current?.batches.next();
      const readBytes = current?.readBytes() ?? 0;
      return next === undefined || next.done === true
        ? { kind: 'rows', rows: undefined, readBytes }
        : { kind: 'rows', rows: JSON.stringify(next.value), readBytes };
    }
    case 'close':
      await closeFile();
      return { kind: 'closed' };
  }
}

async function closeFile(): Promise<void> {
  const file = current;
  current = undefined;
  await file?.close();
}

/** Whatever the decoder stumbles over is the file's fault: it was written to be sound for sound files. */
function refusalOf(error: unknown): Answer {
  if (error instanceof Fault) return { kind: 'refused', code: error.code, status: error.status, message: error.message };
  const isOwn = error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E');
  const reason = error instanceof Error ? error.message : String(error);
  if (isOwn) return { kind: 'failed', message: reason };
  return { kind: 'refused', code: 'DQ_IMPORT_PARQUET', status: 400, message: `the Parquet file is damaged, or written in a way that is not read (${reason})` };
}

parentPort?.on('message', (request: Request) => {
  void answerTo(request)
    .catch(refusalOf)
    .then((answer) => parentPort?.postMessage(answer, []));
});
