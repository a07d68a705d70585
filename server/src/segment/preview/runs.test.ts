import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Fault } from '#kernel';
import type { Preview } from '../preview.ts';
import { type Estimate, estimateOf } from './estimate.ts';
import { createPreviewRuns, type PreviewWork } from './runs.ts';

const preview: Preview = {
  count: 5,
  total: 10,
  sample: [],
  rule: { all: [] },
  text: '',
  sentence: { zh: '', en: '' },
  sql: '',
  warnings: [],
  dependencies: {
    events: [],
    properties: [],
    traits: [],
    tags: [],
    segments: [],
    identifiers: [],
    lists: [],
    metrics: [],
    consents: [],
    entities: [],
    earliestMs: null,
  },
  elapsedMs: 1,
};

/** Work that ends when it is told to, and is cancelled as the engine's is. */
function work(): PreviewWork & { finish(): void; fail(error: Error): void; estimateIs(found: Estimate | null): void; readonly aborted: string[] } {
  const exact = Promise.withResolvers<Preview>();
  const estimate = Promise.withResolvers<Estimate | null>();
  const aborted: string[] = [];
  const cancelled = (): Fault => new Fault('DQ_CANCELLED', 499, 'cancelled');
  const heed = (name: string, signal: AbortSignal, reject: (error: Error) => void): void =>
    signal.addEventListener('abort', () => {
      aborted.push(name);
      reject(cancelled());
    });
  return {
    aborted,
    exact: (signal) => {
      heed('exact', signal, exact.reject);
      return exact.promise;
    },
    estimate: (signal) => {
      heed('estimate', signal, estimate.reject);
      return estimate.promise;
    },
    finish: () => exact.resolve(preview),
    fail: exact.reject,
    estimateIs: estimate.resolve,
  };
}

it('answers with the estimate while the exact count runs', async () => {
  const [runs, job] = [createPreviewRuns(), work()];
  const run = runs.start(1, job);
  job.estimateIs(estimateOf(5, 100, 1000, 10));
  await run.firstAnswer;
  expect(runs.look(1, run.id)).toMatchObject({ state: 'running', estimate: { count: 50 }, preview: null });
  job.finish();
  await run.ended;
  expect(runs.look(1, run.id)).toMatchObject({ state: 'done', preview });
  await runs.close();
});

it('waits for the exact count where no estimate is to be had, and stops an estimate that comes too late', async () => {
  const [runs, first, second] = [createPreviewRuns(), work(), work()];
  const run = runs.start(1, first);
  first.estimateIs(null);
  first.finish();
  await run.firstAnswer;
  expect(run.state).toBe('done');
  const other = runs.start(1, second);
  second.finish();
  await other.ended;
  expect([other.state, second.aborted]).toEqual(['done', ['estimate']]);
  await runs.close();
});

it('cancels both, and says so', async () => {
  const [runs, job] = [createPreviewRuns(), work()];
  const run = runs.start(1, job);
  runs.cancel(1, run.id);
  await run.ended;
  expect([run.state, job.aborted.sort(), run.error]).toEqual(['cancelled', ['estimate', 'exact'], null]);
  await runs.close();
});

it('keeps why it failed, and no more of it than others may see', async () => {
  const [runs, clear, odd] = [createPreviewRuns(), work(), work()];
  const [first, second] = [runs.start(1, clear), runs.start(1, odd)];
  clear.fail(new Fault('DQ_TOO_EXPENSIVE', 422, 'too long'));
  odd.fail(new Error('password hunter2'));
  await Promise.all([first.ended, second.ended]);
  expect([first.error, second.state, JSON.stringify(second.error)]).toEqual([
    { code: 'DQ_TOO_EXPENSIVE', message: 'too long' },
    'failed',
    expect.not.stringContaining('hunter2'),
  ]);
  await runs.close();
});

it('is seen by its workspace only, and gives up what nobody asks about', async () => {
  const [runs, job] = [createPreviewRuns({ patienceMs: 20 }), work()];
  const run = runs.start(1, job);
  expect(() => runs.look(2, run.id)).toThrow('does not exist');
  await run.ended;
  expect([run.state, job.aborted.length]).toEqual(['cancelled', 2]);
  await sleep(1);
  expect(() => runs.look(1, run.id)).toThrow('does not exist');
});

it('refuses one too many of a workspace', () => {
  const runs = createPreviewRuns({ most: 1 });
  runs.start(1, work());
  expect(() => runs.start(1, work())).toThrow('running already');
  runs.start(2, work());
  return runs.close();
});
