import { runDue, tickAll } from '#evaluate';
import { atMost, type Bench } from './figure.ts';
import { change, followerOf, seedByPerson } from './live.bench.ts';
import { peerSegments, peerTags } from './live-rules.ts';
import { seedEvents, seedProfiles, untilMerged } from './seed.ts';
import { median } from './statistics.ts';
import { startSubject } from './subject.ts';

export const bench: Bench = {
  name: 'peer',
  about: 'ten segments and five properties of a peer: in full, after 1 % changed, idle',
  run: async (options) => {
    const [events, profiles] = options.isQuick ? [50_000, 2_500] : [options.events ?? 2_000_000, options.profiles ?? 100_000];
    const subject = await startSubject({ roles: ['collector', 'api', 'worker'] });
    const follower = await followerOf(subject);
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const startedMs = performance.now();
      await work();
      return performance.now() - startedMs;
    };
    try {
      await seedProfiles(subject.clickhouse, profiles);
      await seedEvents(subject.clickhouse, { events, profiles, until: Date.now(), say: options.say });
      await seedByPerson(subject);
      await untilMerged(subject.clickhouse);
      for (const [key, definition] of Object.entries(peerTags)) await subject.product.api('POST', '/tags', { key, name: key, definition, refresh: 'live' });
      for (const [key, rule] of Object.entries(peerSegments)) await subject.product.api('POST', '/segments', { key, name: key, rule, refresh: 'live' });
      const fullMs = await timed(() => runDue(follower.deps, new AbortController().signal));
      options.say(`in full: ${fullMs.toFixed(0)} ms`);
      const [changed, idle]: [number[], number[]] = [[], []];
      for (let round = -1; round < options.rounds; round++) {
        const first = 1 + (((round + 2) * 1000) % profiles);
        await change(
          subject,
          Array.from({ length: Math.floor(profiles / 100) }, (_, index) => 1 + ((first + index * 89) % profiles)),
        );
        const [tickMs, idleMs] = [await timed(() => tickAll(follower.deps, false)), await timed(() => tickAll(follower.deps, true))];
        options.say(`1 % changed: ${tickMs.toFixed(0)} ms; idle: ${idleMs.toFixed(0)} ms`);
        if (round >= 0) {
          changed.push(tickMs);
          idle.push(idleMs);
        }
      }
      const note = `${events.toLocaleString('en-US')} events, ${profiles.toLocaleString('en-US')} people`;
      return [
        { name: 'peer: ten segments, five tags in full', measured: { value: fullMs, unit: 'ms' }, goals: [atMost(fullMs, 1500, 'ms')], note },
        { name: 'peer: after 1 % changed', measured: { value: median(changed), unit: 'ms' }, goals: [atMost(median(changed), 400, 'ms')], note },
        { name: 'peer: idle, with time', measured: { value: median(idle), unit: 'ms' }, goals: [atMost(median(idle), 50, 'ms')], note },
      ];
    } finally {
      await follower.close();
      await subject.stop();
    }
  },
};
