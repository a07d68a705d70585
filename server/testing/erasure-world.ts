/** An identity world in which people can be forgotten. */
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { defaultKinds } from '#clean';
import { type ErasureRunnerDeps, openMasker, openTombstones, registerErasureRoutes, workOnErasures } from '#govern';
import type { JsonObject } from '#kernel';
import { registerCareRoutes } from '#profile';
import { erasureParticipants, homesFor } from '../src/entry/index.ts';
import { type IdentityWorld, openIdentityWorld } from './identity-world.ts';

export interface ErasureWorld extends IdentityWorld {
  readonly deps: ErasureRunnerDeps;
  /** Asks for an erasure through the API; gives its number. */
  request(asked: JsonObject): Promise<number>;
  /** Carries out what was asked for, with a worker delivering in between, until nobody finds them and all that is left is files. */
  carryOut(): Promise<void>;
  /** Asks and carries out; gives what the API says of it then. */
  erase(asked: JsonObject): Promise<JsonObject>;
}

export async function openErasureWorld(): Promise<ErasureWorld> {
  const world = await openIdentityWorld((app, { pg, clickhouse, clock, reader, logHead }) => {
    registerErasureRoutes(app, { pg, clock, homesOf: homesFor({ pg, kinds: { of: () => defaultKinds } }), logHead });
    registerCareRoutes(app, { pg, clickhouse, clock, reader, privacy: { maskerFor: () => openMasker }, tellAssigned: () => Promise.resolve() });
  });
  const { clock } = world.live.pipeline;
  const { pg } = world.live.pipeline.stores;
  const tombstones = openTombstones(Buffer.from('test'));
  const logger = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const deps = {
    pg,
    clock,
    logger,
    tombstones,
    participants: erasureParticipants({
      ...world.live.pipeline.deps,
      changes: world.live.deps.changes,
      ledger: join(world.live.pipeline.folder, 'erasures.jsonl'),
    }),
  };
  const work: IdentityWorld['work'] = (overrides = {}) => world.work({ tombstones, ...overrides });
  /** The worker looks for replays by the clock. */
  const runReplays = async (): Promise<void> => {
    const isOpen = async (): Promise<boolean> => (await pg.query('SELECT FROM pipeline.replay WHERE finished_at IS NULL')).length > 0;
    if (!(await isOpen())) return;
    const running = world.live.pipeline.start({ tombstones });
    for (let look = 0; look < 500 && (await isOpen()); look++) {
      clock.advance(1000);
      await sleep(20);
    }
    await running.stop();
  };
  const request: ErasureWorld['request'] = async (asked) => {
    const { status, body } = await world.ask('POST', '/erasures', { reason: 'asked by mail', scope: 'profile', ...asked });
    if (status >= 300) throw new Error(`the erasure was refused: ${status} ${JSON.stringify(body)}`);
    return Number(body['id']);
  };
  const carryOut: ErasureWorld['carryOut'] = async () => {
    for (let look = 0; look < 400; look++) {
      await work();
      await runReplays();
      await workOnErasures(deps);
      await world.follow();
      const [row] = await pg.query<{ open: number }>(`SELECT count(*)::int AS open FROM govern.erasure WHERE state IN ('waiting', 'removing')`);
      if (row?.open === 0) return;
    }
    throw new Error('the erasure did not come to an end');
  };
  return {
    ...world,
    work,
    deps,
    request,
    carryOut,
    erase: async (asked) => {
      const id = await request(asked);
      await carryOut();
      return (await world.ask('GET', `/erasures/${id}`)).body;
    },
  };
}
