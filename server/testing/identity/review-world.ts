/** The graph of one workspace over real engines, with routes about it: messages in slices of their own, requests by an administrator's key. */
import type { FastifyInstance } from 'fastify';
import { defaultKinds, type KindRules } from '#clean';
import { ensureDefaults, openAccess, registerAuthentication } from '#govern';
import { identifySlice } from '#identify';
import { type Clock, fakeClock, type JsonObject } from '#kernel';
import { createHttpShell, type Postgres } from '#platform';
import { cleanMessage } from '../../src/clean/testing.ts';
import { openTestStores } from '../stores.ts';

export type ReviewWorld = Awaited<ReturnType<typeof openReviewWorld>>;

/** `register`: the routes that are asked. */
export async function openReviewWorld(register: (app: FastifyInstance, deps: { readonly pg: Postgres; readonly clock: Clock }) => void) {
  const stores = await openTestStores();
  const { pg } = stores;
  const adminKey = 'admin-key-of-the-review-world';
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const access = await openAccess({ pg, adminKey });
  const app = await createHttpShell();
  registerAuthentication(app, { access });
  register(app, { pg, clock: fakeClock(Date.UTC(2026, 10, 21)) });
  let position = 0;
  const sliceUnder = async (kinds: KindRules, ...raws: readonly JsonObject[]): Promise<readonly number[]> => {
    position += 1;
    const events = raws.map((raw, index) => cleanMessage({ event: 'A', messageId: `m${position}-${index}`, ...raw }, { position, kinds }, index));
    return (await pg.transaction((tx) => identifySlice(tx, events, position))).profileOf;
  };
  return {
    pg,
    /** Messages as one slice of the log; the profile of each. */
    slice: (...raws: readonly JsonObject[]) => sliceUnder(defaultKinds, ...raws),
    sliceUnder,
    /** `path`: below /api/v1. */
    ask: async (method: 'GET' | 'POST', path: string, payload?: object) => {
      const sent = { method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${adminKey}` } };
      const answer = await app.inject(payload === undefined ? sent : { ...sent, payload });
      return { status: answer.statusCode, body: answer.json() };
    },
    close: async (): Promise<void> => {
      await app.close();
      await access.close();
      await stores.close();
    },
  };
}
