import { expect, it, vi } from 'vitest';
import type { SourceKey } from '../events/message.ts';
import { demoOptions } from '../options.ts';
import { emissions } from '../stream.ts';
import { createWorld } from '../world.ts';
import { batches, bodyOf } from './batches.ts';
import { type Poster, postAll } from './post.ts';

vi.setConfig({ testTimeout: 60_000 });

const until = Date.UTC(2026, 5, 1);
const world = createWorld(demoOptions({ customers: 150, days: 120, until }));
const keys = new Map<SourceKey, string>([['web', 'cweb']]);

interface Body {
  readonly batch: readonly { readonly messageId: string; readonly sentAt?: string; readonly timestamp: string }[];
}
const parse = (body: string): Body => JSON.parse(body);

function poster(fetch: Poster['fetch']): Poster & { readonly slept: number[] } {
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms);
    await Promise.resolve();
  };
  return { url: 'http://product.test', keys, connections: 3, now: () => until, sleep, fetch, onSent: () => {}, slept };
}

it('puts every message into one batch, within the limits, and keeps the order within a source', () => {
  const all = [...emissions(world)].flat();
  const sent = new Map<SourceKey, string[]>();
  for (const batch of batches(emissions(world))) {
    const body = bodyOf(batch, until);
    const { batch: items } = parse(body);
    expect(items.length).toBeLessThanOrEqual(250);
    expect(Buffer.byteLength(body)).toBeLessThan(500_000);
    sent.set(batch.source, [...(sent.get(batch.source) ?? []), ...items.map(({ messageId }) => messageId)]);
  }
  for (const source of new Set(all.map((emission) => emission.source))) {
    expect(sent.get(source)).toEqual(all.filter((emission) => emission.source === source).map(({ message }) => message.messageId));
  }
});

it('says sentAt for wrong clocks only, so that the product’s correction gives back the true time', () => {
  const truth = new Map([...emissions(world)].flat().map(({ message, ts, skewMs }) => [message.messageId, { ts, skewMs }]));
  let corrected = 0;
  for (const batch of batches(emissions(world))) {
    for (const { messageId, sentAt, timestamp } of parse(bodyOf(batch, until + 5000)).batch) {
      const { ts, skewMs } = truth.get(messageId) ?? { ts: 0, skewMs: 0 };
      expect(sentAt === undefined).toBe(skewMs === 0);
      expect(Date.parse(timestamp) + (sentAt === undefined ? 0 : until + 5000 - Date.parse(sentAt))).toBe(ts);
      if (sentAt !== undefined) corrected += 1;
    }
  }
  expect(corrected).toBeGreaterThan(0);
});

it('waits as long as a 429 says, and asks again after a lost answer', async () => {
  let asked = 0;
  const answers = [new Response('', { status: 429, headers: { 'retry-after': '2' } }), 'broken', new Response('{}', { status: 200 })];
  const post = poster(async () => {
    const answer = answers[asked] ?? new Response('{}');
    asked += 1;
    if (typeof answer === 'string') throw new TypeError('fetch failed');
    return Promise.resolve(answer);
  });
  const sent = await postAll(post, [{ source: 'web', items: [{ open: '{"messageId":"1"', skewMs: 0 }] }]);
  expect(sent).toEqual({ messages: 1, repeated: 1, waits: 1 });
  expect(post.slept[0]).toBe(2000);
  expect(asked).toBe(3);
});

it('gives up at once on a batch that will never be taken', async () => {
  const post = poster(() => Promise.resolve(new Response('too large', { status: 400 })));
  await expect(postAll(post, [{ source: 'web', items: [{ open: '{"messageId":"1"', skewMs: 0 }] }])).rejects.toThrow('400 too large');
  expect(post.slept).toEqual([]);
});

it('sends over several connections and no more', async () => {
  let open = 0;
  let most = 0;
  const post = poster(async (_, { headers }) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    expect(headers['authorization']?.startsWith('Basic ')).toBe(true);
    return new Response('{}');
  });
  const sent = await postAll(post, batches(emissions(world)));
  expect(most).toBe(3);
  expect(sent.messages).toBe([...emissions(world)].flat().length);
});
