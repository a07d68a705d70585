import { randomUUID } from 'node:crypto';
import { Fault, type FaultCode, notFound } from '#kernel';
import type { Preview } from '../preview.ts';
import type { Estimate } from './estimate.ts';

/** A preview that somebody asked for and will come back to. */
export interface PreviewRun {
  readonly id: string;
  readonly workspace: number;
  readonly startedMs: number;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  estimate: Estimate | null;
  preview: Preview | null;
  error: { readonly code: FaultCode; readonly message: string } | null;
  /** Milliseconds it took, once it has ended. */
  tookMs: number | null;
  /** Resolves when the estimate is there or cannot be had, or the exact count is. */
  readonly firstAnswer: Promise<unknown>;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  readonly abort: AbortController;
}

export interface PreviewWork {
  /** Both reject with DQ_CANCELLED once their signal aborts. */
  exact(signal: AbortSignal): Promise<Preview>;
  estimate(signal: AbortSignal): Promise<Estimate | null>;
}

export interface PreviewRuns {
  start(workspace: number, work: PreviewWork): PreviewRun;
  /** Whoever looks is there: a run that nobody looks after is given up. Throws DQ_NOT_FOUND. */
  look(workspace: number, id: string): PreviewRun;
  cancel(workspace: number, id: string): void;
  /** Cancels everything. */
  close(): Promise<void>;
}

export interface PreviewRunsOptions {
  /** A run that nobody asked about for so long is cancelled, and one that ended forgotten. */
  readonly patienceMs?: number;
  /** Runs of one workspace at once. */
  readonly most?: number;
}

/** Previews that run on after the answer, in this process's memory: whoever asks for one must come back to the same process. */
export function createPreviewRuns({ patienceMs = 60_000, most = 20 }: PreviewRunsOptions = {}): PreviewRuns {
  const runs = new Map<string, PreviewRun>();
  const waiting = new Map<string, NodeJS.Timeout>();

  const forget = (run: PreviewRun): void => {
    run.abort.abort();
    clearTimeout(waiting.get(run.id));
    waiting.delete(run.id);
    runs.delete(run.id);
  };
  const keep = (run: PreviewRun): void => {
    clearTimeout(waiting.get(run.id));
    waiting.set(run.id, setTimeout(() => forget(run), patienceMs).unref());
  };
  const find = (workspace: number, id: string): PreviewRun => {
    const run = runs.get(id);
    if (run?.workspace !== workspace) throw notFound(`the preview ${id}`);
    return run;
  };

  return {
    start: (workspace, work) => {
      const running = [...runs.values()].filter((run) => run.workspace === workspace && run.state === 'running');
      if (running.length >= most) throw new Fault('DQ_OVERLOADED', 429, `${most} previews are running already; wait for one or cancel it`);
      const run = begin(workspace, work);
      runs.set(run.id, run);
      keep(run);
      return run;
    },
    look: (workspace, id) => {
      const run = find(workspace, id);
      keep(run);
      return run;
    },
    cancel: (workspace, id) => {
      const run = find(workspace, id);
      if (run.state === 'running') run.state = 'cancelled';
      run.abort.abort();
    },
    close: async () => {
      const all = [...runs.values()];
      all.forEach(forget);
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

function begin(workspace: number, work: PreviewWork): PreviewRun {
  const abort = new AbortController();
  const startedMs = performance.now();
  // An estimate that comes after the exact count is of no use to anybody.
  const estimating = new AbortController();
  abort.signal.addEventListener('abort', () => estimating.abort(), { once: true });
  const estimate = work.estimate(estimating.signal).then(
    (found) => {
      run.estimate = found;
    },
    () => undefined, // the exact count says what is wrong with the rule
  );
  const exact = work.exact(abort.signal).then(
    (preview) => {
      run.preview = preview;
      run.state = 'done';
    },
    (error: unknown) => {
      run.state = abort.signal.aborted ? 'cancelled' : 'failed';
      if (run.state === 'failed') run.error = errorOf(error);
    },
  );
  const ended = exact.then(async () => {
    run.tookMs = performance.now() - startedMs;
    estimating.abort();
    await estimate;
  });
  const run: PreviewRun = {
    id: randomUUID(),
    workspace,
    startedMs,
    state: 'running',
    estimate: null,
    preview: null,
    error: null,
    tookMs: null,
    firstAnswer: Promise.race([exact, estimate.then(() => (run.estimate === null ? exact : undefined))]),
    ended,
    abort,
  };
  return run;
}

const errorOf = (error: unknown): PreviewRun['error'] =>
  error instanceof Fault ? { code: error.code, message: error.message } : { code: 'DQ_INTERNAL', message: 'something went wrong here; the server log has it' };
