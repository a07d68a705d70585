/** Random definitions over random streams, the worker killed in the middle of its work again and again. Set LIVE_SEED to tell a failure again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { define, oracleDifferences, tellRound } from '../../../testing/live/held.ts';
import { manySegments, manyTags } from '../../../testing/live/many.ts';
import { drawFate, mortalClickhouse, mortalPostgres } from '../../../testing/live/mortal.ts';
import { Stream } from '../../../testing/live/stream.ts';
import { type LiveWorld, openLiveWorld } from '../../../testing/live-world.ts';
import type { WorldConsent } from '../../../testing/oracle/world.ts';
import { Draw } from '../../../testing/packs/draw.ts';
import { sourcesNamed } from '../../../testing/packs/told.ts';
import { type SchedulerDeps, startScheduler } from '../scheduler.ts';

const hourMs = 3_600_000;
const firstSeed = Number(process.env['LIVE_SEED'] ?? Date.now() % 1_000_000);
const seeds = Array.from({ length: Number(process.env['LIVE_TRIALS'] ?? 10) }, (_, index) => firstSeed + index);

/** Nothing is behind, under way or waiting to be tried again. */
async function isAtRest(live: LiveWorld): Promise<boolean> {
  const busy = await live.pipeline.stores.pg.query(
    `SELECT 1 AS row FROM evaluate.node WHERE state <> 'ready' OR requests > served UNION ALL SELECT 1 FROM evaluate.outbox LIMIT 1`,
  );
  return busy.length === 0 && (await live.pending()) === 0;
}

/** Works with these stores until `isOver`; a failure is tried again after a while of the world's clock. */
async function work(live: LiveWorld, deps: SchedulerDeps, isOver: () => Promise<boolean>): Promise<void> {
  const scheduler = startScheduler(deps, { tickMs: 20 });
  for (let look = 0; !(await isOver()); look++) {
    if (look > 3000) throw new Error('the worker does not come to rest');
    await sleep(20);
    if (look % 50 === 49) live.pipeline.clock.advance(5000);
  }
  await scheduler.stop();
}

/** A worker that is killed somewhere, unless it is done before. */
async function killedWorker(live: LiveWorld, draw: Draw): Promise<'killed' | 'done'> {
  const fate = drawFate(draw);
  const { pg, clickhouse } = live.pipeline.stores;
  await work(live, live.workerOn(mortalPostgres(pg, fate), mortalClickhouse(clickhouse, fate)), async () => fate.left <= 0 || isAtRest(live));
  return fate.left <= 0 ? 'killed' : 'done';
}

it.each(seeds)('stays what a run in full and the oracle say, whatever comes and whoever dies (seed %i)', async (seed) => {
  const draw = new Draw(seed);
  const live = await openLiveWorld(sourcesNamed(['web'], () => 50));
  try {
    const [tags, segments] = [manyTags(seed, 30), manySegments(seed, 60)];
    const stream = new Stream(draw, 12);
    const consents: WorldConsent[] = [...(await tellRound(live, stream.round(live.pipeline.clock.now(), 60)))];
    await define(live, tags, segments);
    const ends: string[] = [];
    for (let round = 0; round < 5; round++) {
      for (let life = draw.below(4); life > 0; life--) ends.push(await killedWorker(live, draw));
      await work(live, live.deps, () => isAtRest(live));
      // The clock may have moved since the last tick asked what time did.
      await live.follow();
      expect(await oracleDifferences(live, { tags, segments }, stream, consents)).toEqual([]);
      expect(await live.differences()).toEqual({});
      live.pipeline.clock.advance(draw.pick([1, 1000, hourMs, 20 * hourMs, 100 * hourMs]));
      consents.push(...(await tellRound(live, stream.round(live.pipeline.clock.now(), draw.below(25)))));
    }
    process.stdout.write(`LIVE_SEED=${seed}: ${ends.filter((end) => end === 'killed').length} of ${ends.length} workers were killed\n`);
  } finally {
    await live.close();
  }
});
