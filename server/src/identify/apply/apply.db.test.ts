import type { IdentitySettings } from '@danqing/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileKinds, defaultSettings, type Identifier, type KindRules } from '#clean';
import { fakeClock, type JsonObject, workspaceId } from '#kernel';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { cleanMessage } from '../../clean/testing.ts';
import { insertSettings } from '../config/settings.store.ts';
import { identifySlice, lockGraph } from '../identify.ts';
import type { FollowGraph } from '../merge/change.ts';
import { mergeProfiles } from '../merge/merge.ts';
import { unmergeProfiles } from '../merge/unmerge.ts';
import { applyConfig } from './apply.ts';
import { type ApplyJob, beginApply, insertApply, readApply } from './apply.store.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const clock = fakeClock(Date.UTC(2026, 10, 20));
const at = new Date(clock.now());
const by = { author: 'somebody', reason: null, at: clock.now() };
const unchanged = { joined: 0, undone: 0, attached: 0, detached: 0 };
const noFollow: FollowGraph = async () => {};
let last = 100;
let position = 0;

const withKind = (kind: string, change: object): IdentitySettings => ({
  ...defaultSettings,
  kinds: defaultSettings.kinds.map((one) => (one.kind === kind ? { ...one, ...change } : one)),
});
const emailFirst: IdentitySettings = {
  ...defaultSettings,
  kinds: [...defaultSettings.kinds].sort((a, b) => Number(b.kind === 'email') - Number(a.kind === 'email')),
};
/** Under these everything that messages name together is kept, joined or refused. */
const keepingAll: readonly IdentitySettings[] = [
  defaultSettings,
  withKind('email', { limit: 1 }),
  withKind('user_id', { limit: 2 }),
  withKind('anonymous_id', { limit: 2 }),
  emailFirst,
];
const ruleSets: readonly IdentitySettings[] = [...keepingAll, withKind('anonymous_id', { merges: false }), withKind('email', { blockedValues: ['m1@x.cn'] })];

/** One slice a message, one message a minute. */
async function hear(workspace: number, raws: readonly JsonObject[], kinds: KindRules): Promise<void> {
  for (const raw of raws) {
    position += 1;
    const timestamp = new Date(Date.UTC(2026, 0, 1) + position * 60_000).toISOString();
    const messageId = `m${String(position).padStart(7, '0')}`;
    const event = cleanMessage({ event: 'A', messageId, timestamp, anonymousId: null, ...raw }, { workspace, position, kinds });
    if (event.identifiers.length > 0) await stores.pg.transaction((tx) => identifySlice(tx, [event], position));
  }
}

async function begin(workspace: number, settings: IdentitySettings, isDryRun = false): Promise<ApplyJob> {
  const { pg } = stores;
  const [newest] = await pg.query<{ version: number }>('SELECT coalesce(max(version), 0) AS version FROM identify.settings WHERE workspace = $1', [workspace]);
  const version = (newest?.version ?? 0) + 1;
  await insertSettings(pg, { workspace, version, settings, author: 'somebody', reason: null, createdAt: at });
  await insertApply(pg, { workspace: workspaceId(workspace), version, defaultRegion: 'CN', isDryRun, author: 'somebody', askedAt: at });
  const job = await beginApply(pg, at);
  if (job === undefined) throw new Error('the job was not kept');
  return job;
}
async function apply(workspace: number, settings: IdentitySettings, isDryRun = false): Promise<ApplyJob['counts']> {
  const job = await begin(workspace, settings, isDryRun);
  await applyConfig({ pg: stores.pg, clock, follow: noFollow, profilesEach: 2 }, job);
  const done = await readApply(stores.pg, workspace, job.id);
  expect(done?.state).toBe('done');
  return done?.counts ?? job.counts;
}

const identifiersByProfile = `
  SELECT json_agg(json_build_object('kind', kind, 'value', value) ORDER BY kind, value) AS held FROM identify.identifier WHERE workspace = $1 AND kind NOT LIKE 'shared%' GROUP BY profile_id`;
const everyIdentifier = `SELECT kind || '=' || value AS name FROM identify.identifier WHERE workspace = $1`;
/**
 * Who holds what; what identifies nobody under these rules is left out, because it stays where it is. `knownTo`: without those of whom that workspace knows nothing; somebody of
 * whom only refused links tell comes to be when a message names him again, and stays by himself if he is somebody already.
 */
async function people(workspace: number, settings: IdentitySettings, knownTo = workspace): Promise<readonly string[]> {
  const kinds = compileKinds(settings);
  const known = new Set((await stores.pg.query<{ name: string }>(everyIdentifier, [knownTo])).map(({ name }) => name));
  const rows = await stores.pg.query<{ held: readonly Identifier[] }>(identifiersByProfile, [workspace]);
  return rows
    .map(({ held }) => held.filter(({ kind, value }) => kinds.ruleOf(kind).normalise(value, 'CN') !== undefined).map(({ kind, value }) => `${kind}=${value}`))
    .filter((held) => held.some((name) => known.has(name)))
    .map((held) => held.join(' '))
    .sort();
}

const id = fc.constantFrom('1', '2', '3', '4');
const message = fc
  .tuple(fc.constantFrom('userId+anonymousId', 'userId+email', 'anonymousId+email', 'anonymousId', 'userId'), id, id)
  .map(([kinds, one, other]): JsonObject => {
    const [first = '', second = ''] = kinds.split('+');
    const traits =
      second === 'email' ? { context: { traits: { email: `m${other}@x.cn` } } } : second === '' ? {} : { [second]: `${second.slice(0, 1)}${other}` };
    return { [first]: `${first.slice(0, 1)}${one}`, ...traits };
  });
const messages = fc.array(message, { minLength: 1, maxLength: 14 });
const anyRules = fc.constantFrom(...ruleSets);

/** The mail m4 becomes nobody's where one is allowed; that u3 and u4, who are in different batches, were both named with it has to be remembered for the way back. */
const twoNamedOneMail: readonly JsonObject[] = [
  { userId: 'u1', anonymousId: 'a1' },
  ...[3, 4].flatMap((user) => [user - 2, 4].map((mail) => ({ userId: `u${user}`, context: { traits: { email: `m${mail}@x.cn` } } }))),
];

it('makes of a world that was played under other rules the people of a fresh one; again it changes nothing, and back it is as before', async () => {
  let detached = 0;
  await fc.assert(
    fc.asyncProperty(messages, fc.constantFrom(...keepingAll), anyRules, async (raws, before, after) => {
      const [world, fresh] = [++last, ++last];
      await hear(world, raws, compileKinds(before));
      await hear(fresh, raws, compileKinds(after));
      const original = await people(world, before);
      const planned = await apply(world, after, true);
      expect(await people(world, before)).toEqual(original);
      const counts = await apply(world, after);
      expect(planned).toEqual(counts);
      expect(await apply(world, after)).toMatchObject(unchanged);
      detached += Math.sign(counts.detached);
      expect(await people(world, after, fresh)).toEqual(await people(fresh, after, world));
      await apply(world, before);
      expect(await people(world, before)).toEqual(original);
    }),
    { numRuns: 100, examples: [[[...twoNamedOneMail], withKind('user_id', { limit: 2 }), withKind('email', { limit: 1 })]] },
  );
  expect(detached).toBeGreaterThan(1);
});

it('keeps what somebody has merged, and apart whom somebody took apart, whatever rules come', async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: message },
    { weight: 1, arbitrary: fc.record({ merge: fc.tuple(fc.nat(5), fc.nat(5)) }) },
    { weight: 1, arbitrary: fc.record({ unmerge: fc.nat(4) }) },
  );
  const byHand = (workspace: number) =>
    stores.pg.query(`SELECT id FROM identify.merge WHERE workspace = $1 AND cause = 'api' AND undone_at IS NULL ORDER BY id`, [workspace]);
  const apart = (workspace: number) => stores.pg.query('SELECT id FROM identify.separation WHERE workspace = $1 AND a_root <> b_root ORDER BY id', [workspace]);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), anyRules, anyRules, async (steps, before, after) => {
      const [workspace, { pg }] = [++last, stores];
      for (const one of steps) {
        if ('merge' in one && Array.isArray(one.merge)) {
          const roots = await pg.query<{ id: number }>('SELECT id FROM identify.profile WHERE workspace = $1 AND root_id = id ORDER BY id', [workspace]);
          const [into, from] = one.merge.map((place) => roots[place]?.id);
          if (into !== undefined && from !== undefined && into !== from) await pg.transaction((tx) => mergeProfiles(tx, { ...by, workspace, into, from }));
        } else if ('unmerge' in one) {
          const standing = await pg.query<{ id: number }>('SELECT id FROM identify.merge WHERE workspace = $1 AND undone_at IS NULL ORDER BY id', [workspace]);
          const mergeId = standing[Number(one.unmerge)]?.id;
          if (mergeId !== undefined) await pg.transaction((tx) => unmergeProfiles(tx, { ...by, workspace, mergeId }));
        } else await hear(workspace, [one], compileKinds(before));
      }
      const [merged, separated] = [await byHand(workspace), await apart(workspace)];
      await apply(workspace, after);
      expect(await byHand(workspace)).toEqual(merged);
      expect(await apart(workspace)).toEqual(expect.arrayContaining([...separated]));
      expect(await apply(workspace, after)).toMatchObject(unchanged);
    }),
    { numRuns: 40 },
  );
});

it('reads a part again that messages changed while it was planned, and gives way to a newer configuration', async () => {
  const [workspace, { pg }] = [++last, stores];
  const wide = withKind('user_id', { limit: 2 });
  const mail = (userId: string): JsonObject => ({ userId, context: { traits: { email: 'm1@x.cn' } } });
  await hear(workspace, [mail('u1'), mail('u2')], compileKinds(defaultSettings));
  const job = await begin(workspace, wide);
  const deps = { pg, clock, follow: noFollow };
  const waiting = `SELECT count(*)::int AS n FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`;
  const applied = await pg.transaction(async (tx) => {
    await lockGraph(tx);
    const running = applyConfig(deps, job);
    await expect.poll(async () => (await pg.query<{ n: number }>(waiting))[0]?.n, { timeout: 30_000 }).toBe(1);
    // It has planned and waits; now u2 is known by one thing more.
    position += 1;
    const event = cleanMessage({ event: 'A', messageId: `m${position}`, userId: 'u2', anonymousId: 'late' }, { workspace, position });
    await identifySlice(tx, [event], position);
    return { running };
  });
  await applied.running;
  expect((await readApply(pg, workspace, job.id))?.counts).toMatchObject({ joined: 1, readAgain: 1 });
  expect(await people(workspace, wide)).toEqual(['anonymous_id=late email=m1@x.cn user_id=u1 user_id=u2']);

  const old = await begin(workspace, defaultSettings);
  await insertSettings(pg, { workspace, version: old.version + 1, settings: wide, author: 'somebody', reason: null, createdAt: at });
  await applyConfig(deps, old);
  expect((await readApply(pg, workspace, old.id))?.state).toBe('superseded');
  expect(await people(workspace, wide)).toHaveLength(1);
});
