import { setTimeout as sleep } from 'node:timers/promises';
import { nameOf } from '../graph.ts';
import { whileTicking } from '../lock.ts';
import { readNodes } from '../node.read.ts';
import { trimStream } from '../stream/stream.store.ts';
import type { Node } from '../types.ts';
import { deliverTick } from './deliver-tick.ts';
import { isReady } from './follow.store.ts';
import type { TickDeps } from './followed.ts';
import { tickWorkspace } from './tick.ts';
import { hasTickOutbox, readTickOutbox } from './tick-outbox.ts';

/** Sends what a tick decided and a crash kept back. Waits for a tick that is under way. */
export async function finishTicks(deps: Pick<TickDeps, 'pg' | 'kinds'>): Promise<void> {
  if (!(await hasTickOutbox(deps.pg))) return;
  await whileTicking(deps.pg, true, async () => {
    for (const row of await readTickOutbox(deps.pg)) await deliverTick(deps, row);
  });
}

/** One tick of every workspace that has something to follow; false when another worker ticks. Gives how many values changed. */
export async function tickAll(deps: TickDeps, withTime: boolean): Promise<number | undefined> {
  return whileTicking(deps.pg, false, async () => {
    for (const row of await readTickOutbox(deps.pg)) await deliverTick(deps, row);
    const [nodes, heads] = [await readNodes(deps.pg), await deps.changes.heads()];
    let changed = 0;
    for (const workspace of new Set(nodes.filter(isReady).map((node) => node.workspace))) {
      const startedAt = performance.now();
      const end = await tickWorkspace(deps, workspace, heads.get(workspace) ?? 0, withTime);
      if (end.profiles > 0) deps.onTick?.({ ...end, workspace, elapsedMs: performance.now() - startedAt });
      changed += end.changed;
      if (end.changed > 0) deps.logger.debug({ workspace, ...end }, 'ticked');
    }
    await forgetFollowed(deps, nodes, heads);
    return changed;
  });
}

/** Changes that every live definition includes are no longer needed; one that will run in full anyway asks for none. */
async function forgetFollowed({ changes, registry }: TickDeps, nodes: readonly Node[], heads: ReadonlyMap<number, number>): Promise<void> {
  for (const [workspace, head] of heads) {
    const live = nodes.filter((node) => node.workspace === workspace && node.refresh === 'live' && node.position >= 0);
    // What was stopped and is not followed is computed in full when it goes on: it needs none either.
    const forms = live.some(({ state }) => state === 'stopped') ? (await registry.formsOf(workspace, nodes)).forms : undefined;
    const waiting = live.filter((node) => node.state !== 'stopped' || forms?.has(nameOf(node)) === true);
    await changes.forget(workspace, Math.min(head, ...waiting.map((node) => node.position)));
  }
}

export interface TickerOptions {
  /** From the beginning of one tick to that of the next, at least. */
  readonly gapMs?: number;
  /** How often time is asked what it did, at least. */
  readonly timeGapMs?: number;
}

export interface Ticker {
  stop(): Promise<void>;
}

/** After a tick that took long, the engine belongs to others for a while. */
const restAfter = (elapsedMs: number): number => (elapsedMs > 1000 ? elapsedMs / 2 : 0);
/** What time did is asked for at most a twentieth of the time. */
const timeShare = 20;
/** Without news, a look all the same: definitions may have been made, other workers may have died. */
const lookAnywayMs = 1000;

/** Subscribers can resume for so long. */
const streamKeptMs = 86_400_000;
const trimEveryMs = 600_000;

/** Ticks back to back for as long as it runs. */
export function startTicker(deps: TickDeps, { gapMs = 200, timeGapMs = 1000 }: TickerOptions = {}): Ticker {
  const abort = new AbortController();
  let seen = '';
  let lookedAt = 0;
  let timeDueAt = 0;
  let trimDueAt = 0;

  const hasNews = async (): Promise<boolean> => {
    const heads = JSON.stringify([...(await deps.changes.heads())]);
    const isNew = heads !== seen;
    seen = heads;
    return isNew;
  };
  const tick = async (): Promise<number> => {
    const startedAt = performance.now();
    const withTime = startedAt >= timeDueAt;
    if (!(await hasNews()) && !withTime && startedAt - lookedAt < lookAnywayMs) return 0;
    lookedAt = startedAt;
    await tickAll(deps, withTime);
    const elapsedMs = performance.now() - startedAt;
    if (startedAt >= trimDueAt) {
      await trimStream(deps.pg, new Date(Date.now() - streamKeptMs));
      trimDueAt = startedAt + trimEveryMs;
    }
    if (withTime) timeDueAt = startedAt + Math.max(timeGapMs, timeShare * elapsedMs);
    return elapsedMs;
  };
  const run = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      const startedAt = performance.now();
      const elapsedMs = await tick().catch((error: unknown) => {
        seen = '';
        deps.logger.error({ err: error }, 'a tick failed; the next one does its work');
        return lookAnywayMs;
      });
      const restMs = Math.max(gapMs - (performance.now() - startedAt), restAfter(elapsedMs), 1);
      await sleep(restMs, undefined, { signal: abort.signal }).catch(() => undefined); // stopped
    }
  };
  const running = run();
  return {
    stop: async () => {
      abort.abort();
      await running;
    },
  };
}
