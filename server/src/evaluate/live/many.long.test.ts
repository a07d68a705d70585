/** The promised size of the embedded engines: hundreds of live definitions that stay true, tick by tick. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { define, obstaclesOf, oracleDifferences, tellRound } from '../../../testing/live/held.ts';
import { manySegments, manyTags } from '../../../testing/live/many.ts';
import { Stream } from '../../../testing/live/stream.ts';
import { type LiveWorld, openLiveWorld } from '../../../testing/live-world.ts';
import type { WorldConsent } from '../../../testing/oracle/world.ts';
import { Draw } from '../../../testing/packs/draw.ts';
import { sourcesNamed } from '../../../testing/packs/told.ts';
import { runDue } from '../scheduler.ts';

let live: LiveWorld;
beforeAll(async () => {
  live = await openLiveWorld(sourcesNamed(['web'], () => 50));
});
afterAll(() => live.close());

/** 28 families of rules, twenty of each. */
const [segmentCount, tagCount] = [560, 300];
const hourMs = 3_600_000;

it('keeps 560 different segments and 300 tags what a run in full and the oracle make of them', async () => {
  const seed = Number(process.env['LIVE_SEED'] ?? 7);
  process.stdout.write(`LIVE_SEED=${seed}\n`);
  const [tags, segments] = [manyTags(seed, tagCount), manySegments(seed, segmentCount)];
  expect([new Set(tags.map((tag) => JSON.stringify(tag.definition))).size, new Set(segments.map(({ rule }) => JSON.stringify(rule))).size]).toEqual([
    tagCount,
    segmentCount,
  ]);
  const draw = new Draw(seed);
  const stream = new Stream(draw, 30);
  const consents: WorldConsent[] = [...(await tellRound(live, stream.round(live.pipeline.clock.now(), 150)))];
  await define(live, tags, segments);
  await live.follow();
  expect(await obstaclesOf(live)).toEqual([]);

  for (let round = 1; round <= Number(process.env['LIVE_ROUNDS'] ?? 6); round++) {
    live.pipeline.clock.advance(draw.pick([1000, hourMs, 7 * hourMs, 30 * hourMs, 80 * hourMs]));
    consents.push(...(await tellRound(live, stream.round(live.pipeline.clock.now(), 40))));
    const ticks: string[] = [];
    const onTick = (tick: { readonly profiles: number; readonly changed: number; readonly elapsedMs: number }): void => {
      ticks.push(`${tick.profiles} profiles, ${tick.changed} changes, ${Math.round(tick.elapsedMs)} ms`);
    };
    const full = await runDue({ ...live.deps, onTick }, new AbortController().signal);
    process.stdout.write(`round ${round}: ${ticks.join(' · ')}; ${full.length} runs in full\n`);
    expect(await live.pending()).toBe(0);
    expect(await oracleDifferences(live, { tags, segments }, stream, consents)).toEqual([]);
    expect(await live.differences()).toEqual({});
  }
});
