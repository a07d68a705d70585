import { expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { keepIdentity } from './identity.ts';
import type { Loss, Options } from './options.ts';
import { createRecorder } from './recorder.ts';
import { fakeStore, queueUnderTest } from './testing.ts';

function recorderUnderTest(over: Partial<Options> = {}) {
  const gate = createGate();
  const kept = new Map<string, string>();
  const losses: Loss[] = [];
  const identity = keepIdentity(fakeStore(new Map(), gate.isOpen));
  const address = { search: '?utm_source=wechat' };
  const recorder = createRecorder({
    options: { writeKey: 'c', host: '', onLoss: (loss) => losses.push(loss), ...over },
    gate,
    identity,
    queue: queueUnderTest(fakeStore(kept)),
    pageNow: () => ({ url: '', path: '/', search: '', title: '', referrer: '' }),
    search: () => address.search,
  });
  return {
    gate,
    recorder,
    identity,
    losses,
    address,
    track: (event: string, properties?: object) => recorder.record('track', { event, properties }),
    /** What was queued: parsed, in order. */
    queued: () => [...kept.values()].map((text): Record<string, unknown> => JSON.parse(text.slice(1))),
  };
}

it('drops what happens before the answer, or holds it in memory, as the site wishes', () => {
  const [dropping, keeping] = [recorderUnderTest(), recorderUnderTest({ beforeConsent: 'keep' })];
  for (const { track, gate, recorder } of [dropping, keeping]) {
    track('Early');
    track('Early too');
    gate.set('open');
    recorder.release(true);
    track('Late');
  }
  expect(dropping.queued().map(({ event }) => event)).toEqual(['Late']);
  expect(keeping.queued().map(({ event }) => event)).toEqual(['Early', 'Early too', 'Late']);
});

it('holds the moment of the call, not that of the answer, and no more than a visit', () => {
  const { track, gate, recorder, identity, queued } = recorderUnderTest({ beforeConsent: 'keep' });
  const { anonymousId } = identity.now();
  for (let number = 0; number < 120; number++) track(`Step ${number}`);
  identity.change({ userId: 'u-1' });
  gate.set('open');
  recorder.release(true);
  expect(queued().length).toBe(100);
  expect(queued()[0]).toMatchObject({ event: 'Step 0', anonymousId });
  expect(queued()[0]).not.toHaveProperty('userId');
});

it('throws away what was held after a no', () => {
  const { track, gate, recorder, queued } = recorderUnderTest({ beforeConsent: 'keep' });
  track('Early');
  gate.set('shut');
  recorder.release(false);
  track('Late');
  gate.set('open');
  recorder.release(true);
  expect(queued()).toEqual([]);
});

it('keeps the campaign of the landing page as long as the document lives, until another one is named', () => {
  const { track, gate, queued, address } = recorderUnderTest();
  gate.set('open');
  track('Landed');
  address.search = '';
  track('Moved on');
  address.search = '?utm_source=mail';
  track('Came again');
  expect(queued().map((message) => message['context'])).toMatchObject([
    { campaign: { source: 'wechat' } },
    { campaign: { source: 'wechat' } },
    { campaign: { source: 'mail' } },
  ]);
});

it('lets the site change or leave out events, and sends nothing that its function failed on', () => {
  const seen = recorderUnderTest({
    beforeSend: (message) => {
      if (message['event'] === 'Broken') throw new Error('of the site');
      return message['event'] === 'Noise' ? undefined : { ...message, event: 'Changed' };
    },
  });
  seen.gate.set('open');
  for (const event of ['Noise', 'Broken', 'Signal']) seen.track(event);
  expect([seen.queued().map(({ event }) => event), seen.losses]).toEqual([['Changed'], [{ reason: 'invalid', count: 1 }]]);
});

it('tells of what JSON cannot say and throws nothing', () => {
  const { track, gate, queued, losses } = recorderUnderTest();
  gate.set('open');
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  track('Circle', circle);
  track('Large', { number: 1n });
  expect([queued(), losses.length]).toEqual([[], 2]);
});

it('gives messages ids that sort by time', () => {
  const { track, gate, queued } = recorderUnderTest();
  gate.set('open');
  for (let number = 0; number < 50; number++) track('Step');
  const ids = queued().map(({ messageId }) => String(messageId));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(50);
});
