/** The program of the learning thread: learns once, then answers batch by batch. What it does takes seconds, which the worker's own thread has not. */
import { parentPort } from 'node:worker_threads';
import { type Learned, learn } from './learn.ts';
import type { Reply, Request } from './messages.ts';
import { readRows, writeRows } from './rows.ts';

let known: { readonly learned: Learned; readonly columns: number } | undefined;

function replyTo(request: Request): Reply {
  if (request.kind === 'learn') {
    const learned = learn(request.lesson, readRows(request.rows, request.columns).batch);
    known = { learned, columns: request.columns };
    return { kind: 'learned', model: learned.model, forest: learned.forest };
  }
  if (known === undefined) return { kind: 'failed', message: 'nothing has been learned yet' };
  const { ids, batch } = readRows(request.rows, known.columns);
  return { kind: 'answers', lines: writeRows(request.run, ids, known.learned.answer(batch)) };
}

/** An error crosses to the other thread as its message. */
function replyOrFailure(request: Request): Reply {
  try {
    return replyTo(request);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (request: Request) => parentPort?.postMessage(replyOrFailure(request), []));
