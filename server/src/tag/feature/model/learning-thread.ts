import { Worker } from 'node:worker_threads';
import type { Reply, Request } from './messages.ts';

/** A sample of 100,000 rows of ten columns takes about a fifth of this. */
const heapMb = 1024;

/** A thread that learns one thing and answers for it, one request at a time. */
export interface LearningThread {
  ask(request: Request): Promise<Reply>;
  end(): Promise<void>;
}

export function startLearningThread(): LearningThread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  let over: Error | undefined;
  let settle: ((reply: Reply | Error) => void) | undefined;
  const endWith = (error: Error): void => {
    over ??= error;
    settle?.(over);
  };
  worker.on('message', (reply: Reply) => settle?.(reply));
  worker.on('error', endWith);
  worker.on('exit', () => endWith(new Error('the thread that learns ended')));
  worker.unref();
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        settle = (reply) => {
          if (reply instanceof Error) reject(reply);
          else if (reply.kind === 'failed') reject(new Error(reply.message));
          else resolve(reply);
        };
        if (over !== undefined) settle(over);
        else worker.postMessage(request, []);
      }),
    end: async () => {
      await worker.terminate();
    },
  };
}
