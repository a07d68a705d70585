import { expect, it } from 'vitest';
import { createGate } from './lanes.ts';

/** A task that ends when it is told to. */
function task(): { readonly run: () => Promise<void>; readonly end: () => void; started: boolean } {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const self = {
    started: false,
    end,
    run: () => {
      self.started = true;
      return ended;
    },
  };
  return self;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('runs as many at once as allowed, and the others in order', async () => {
  const gate = createGate(2, 10);
  const tasks = [task(), task(), task(), task()];
  const all = Promise.all(tasks.map((each) => gate.pass(each.run)));
  await settle();
  expect(tasks.map((each) => each.started)).toEqual([true, true, false, false]);
  tasks[1]?.end();
  await settle();
  expect(tasks.map((each) => each.started)).toEqual([true, true, true, false]);
  for (const each of tasks) each.end();
  await all;
});

it('gives a failed one’s place on', async () => {
  const gate = createGate(1, 10);
  await expect(gate.pass(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(gate.pass(() => Promise.resolve(1))).resolves.toBe(1);
});

it('lets one that waits be cancelled without starting it', async () => {
  const gate = createGate(1, 10);
  const [first, second, third] = [task(), task(), task()];
  const running = gate.pass(first.run);
  const abort = new AbortController();
  const waiting = gate.pass(second.run, abort.signal);
  const behind = gate.pass(third.run);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'DQ_CANCELLED' });
  first.end();
  await running;
  await settle();
  expect([second.started, third.started]).toEqual([false, true]);
  third.end();
  await behind;
});

it('refuses one too many instead of letting it wait for ever', async () => {
  const gate = createGate(1, 0);
  const first = task();
  const running = gate.pass(first.run);
  await expect(gate.pass(() => Promise.resolve())).rejects.toMatchObject({ code: 'DQ_OVERLOADED' });
  first.end();
  await running;
});
