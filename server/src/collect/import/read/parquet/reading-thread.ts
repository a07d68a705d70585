import { Worker } from 'node:worker_threads';
import { Fault } from '#kernel';
import type { Answer, Request } from './messages.ts';

/** What one request may take. A batch is asked for at a time, so it bounds a row group and not a file. */
export interface ThreadLimits {
  /** Objects and texts, and what of them is not cleared away yet. */
  readonly heapMb: number;
  /** Bytes outside of the heap. */
  readonly outsideMb: number;
  /** Processor time of a request that claims nothing; a loaded machine changes nothing about it. */
  readonly baseMs: number;
  readonly lookEveryMs: number;
}

export const usualLimits: ThreadLimits = { heapMb: 1792, outsideMb: 1536, baseMs: 20_000, lookEveryMs: 100 };

/** What a file claims that a request has to do. */
interface Work {
  readonly groupBytes: number;
  readonly groupCells: number;
}

/**
 * What a thread may take beyond its heap before the engine itself steps in. The engine ends a thread at its limit only where it can, and the whole process where it
 * cannot; between two looks no decoder comes so far.
 */
const headroomMb = 256;

/** A tenth of what the decoder does at its slowest. */
const bytesPerMs = 5000;
const cellsPerMs = 500;

/** A thread that reads files one after the other. */
export interface ReadingThread {
  /** One request at a time. Throws the thread's refusal, or DQ_IMPORT_PARQUET_WORK when the thread was ended because it took more than the request may. */
  ask(request: Request, work?: Work): Promise<Answer>;
  /** It was ended, or ended itself: there is nobody to ask. */
  isOver(): boolean;
  end(): Promise<void>;
}

const tooMuch = (what: string): Fault =>
  new Fault(
    'DQ_IMPORT_PARQUET_WORK',
    400,
    `reading the Parquet file takes more ${what} than a file of its size can need, as one does that was made or damaged to; reading it was ended`,
  );

export function startReadingThread({ heapMb, outsideMb, baseMs, lookEveryMs }: ThreadLimits): ReadingThread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: heapMb + headroomMb } });
  let over: Error | undefined;
  let settle: ((answer: Answer | Error) => void) | undefined;
  const endWith = (error: Error): void => {
    over ??= error;
    settle?.(over);
    void worker.terminate();
  };
  worker.on('message', (answer: Answer) => settle?.(answer));
  worker.on('error', (error: Error & { code?: unknown }) => endWith(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch('memory') : error));
  worker.on('exit', () => endWith(new Error('the thread that reads Parquet ended')));
  worker.unref();

  /** Processor time that was spent before this request. Of a thread that has answered none yet: before it was first looked at, so that starting is a present. */
  let before: number | undefined;
  /** It cannot be asked while it works: what keeps it busy is what is looked for. */
  const look = async (budgetMs: number): Promise<number | undefined> => {
    try {
      const [ms, { external_memory: outside, used_heap_size: heap }] = await Promise.all([spent(worker), worker.getHeapStatistics()]);
      before ??= ms;
      if (ms - before > budgetMs) endWith(tooMuch('work'));
      else if (outside > outsideMb * 1024 ** 2 || heap > heapMb * 1024 ** 2) endWith(tooMuch('memory'));
      return ms;
    } catch {
      // It has ended meanwhile, and said so.
      return undefined;
    }
  };

  return {
    ask: async (request, work = { groupBytes: 0, groupCells: 0 }) => {
      if (over !== undefined) throw over;
      worker.ref();
      const answered = new Promise<Answer | Error>((resolve) => {
        settle = resolve;
      });
      worker.postMessage(request, []);
      const budgetMs = baseMs + work.groupBytes / bytesPerMs + work.groupCells / cellsPerMs;
      const looking = setInterval(() => void look(budgetMs), lookEveryMs);
      const said = await answered;
      clearInterval(looking);
      // Also when it answered between two looks: what is too much does not hang on when it was looked at.
      if (!(said instanceof Error)) before = await look(budgetMs);
      worker.unref();
      settle = undefined;
      const answer = over ?? said;
      if (answer instanceof Error) throw answer;
      if (answer.kind === 'refused') throw new Fault(answer.code, answer.status, answer.message);
      if (answer.kind === 'failed') throw new Error(answer.message);
      return answer;
    },
    isOver: () => over !== undefined,
    end: async () => {
      over ??= new Error('the thread that reads Parquet was ended');
      await worker.terminate();
    },
  };
}

async function spent(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1000;
}
