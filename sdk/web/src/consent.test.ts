import { describe, expect, it } from 'vitest';
import { createConsent, type Consent } from './consent.ts';
import { createGate, firstState, type Gate } from './gate.ts';
import { keepIdentity, type IdentityKeeper } from './identity.ts';
import type { Message } from './message.ts';
import type { Recorder } from './recorder.ts';
import { fakeStore, type QueueUnderTest, queueUnderTest } from './testing.ts';

interface Visitor {
  readonly gate: Gate;
  readonly identity: IdentityKeeper;
  readonly queue: QueueUnderTest;
  readonly consent: Consent;
  readonly stored: Map<string, string>;
  /** Preferences of each consent message that was queued. */
  readonly told: unknown[];
  openings: number;
}

function visitor(stored = new Map<string, string>()): Visitor {
  const gate = createGate();
  const identity = keepIdentity(fakeStore(stored, gate.isOpen));
  const queue = queueUnderTest(fakeStore(new Map(), gate.isOpen));
  const told: unknown[] = [];
  let count = 0;
  const build: Recorder['build'] = (type, { context, ...fields }): Message => ({
    type,
    messageId: `m${(count += 1)}`,
    timestamp: '',
    anonymousId: identity.now().anonymousId,
    ...fields,
    context: { ...context },
  });
  const deliver: Recorder['deliver'] = (message) => {
    told.push(message['context']);
    queue.add(message.messageId, JSON.stringify({ id: message.messageId }), false);
  };
  const recorder: Recorder = {
    isKeeping: gate.isOpen,
    build,
    deliver,
    record: (type, fields) => {
      if (gate.isOpen()) deliver(build(type, fields));
    },
    release: () => undefined,
  };
  const seen: Visitor = {
    gate,
    identity,
    queue,
    stored,
    told,
    openings: 0,
    consent: createConsent({ purpose: 'analytics', gate, identity, queue, recorder, onOpened: () => (seen.openings += 1) }),
  };
  return seen;
}
const preferences = (categoryPreferences: object): object => ({ consent: { categoryPreferences } });

describe('where a page begins', () => {
  it.each([
    [undefined, false, false, 'waiting'],
    [undefined, false, true, 'waiting'],
    [undefined, true, false, 'open'],
    [undefined, true, true, 'shut'],
    [true, false, true, 'open'],
    [false, true, false, 'shut'],
  ] as const)('said before: %s, assumed: %s, the browser objects: %s → %s', (known, isAssumed, isOptedOut, expected) => {
    expect(firstState(known, isAssumed, () => isOptedOut)).toBe(expected);
  });
});

describe('before the answer', () => {
  it('nothing is stored, whatever is known in memory', () => {
    const { identity, stored, gate } = visitor();
    identity.change({ userId: 'u-1' });
    expect([gate.state(), identity.now().userId, stored.size]).toEqual(['waiting', 'u-1', 0]);
  });

  it('other purposes are remembered and told with the yes', () => {
    const { consent, told, stored } = visitor();
    consent.answer({ marketing: false });
    expect([told, stored.size]).toEqual([[], 0]);
    consent.answer(true);
    expect(told).toEqual([preferences({ marketing: false, analytics: true })]);
  });
});

describe('a yes', () => {
  it('keeps the visitor of before, stores, and is told once however often it is said', () => {
    const one = visitor();
    const { anonymousId } = one.identity.now();
    one.consent.answer(true);
    one.consent.answer(true);
    expect(JSON.parse(one.stored.get('id') ?? '')).toMatchObject({ anonymousId, consent: { analytics: true } });
    expect([one.told, one.openings]).toEqual([[preferences({ analytics: true })], 1]);
  });

  it('in one tab is a yes in the others', () => {
    const stored = new Map<string, string>();
    const [one, other] = [visitor(stored), visitor(stored)];
    one.consent.answer(true);
    other.consent.heard(false);
    expect([other.gate.state(), other.told, other.openings]).toEqual(['open', [], 1]);
    expect(other.identity.now().anonymousId).toBe(one.identity.now().anonymousId);
  });
});

describe('a no', () => {
  it('at first sends and stores nothing', () => {
    const { consent, gate, told, stored, queue } = visitor();
    consent.answer(false);
    expect([gate.state(), told, stored.size, queue.requests]).toEqual(['shut', [], 0, []]);
  });

  it('after a yes removes what was stored, is told in the name of who said it, and makes the next visitor another', async () => {
    const one = visitor();
    one.consent.answer({ analytics: true, marketing: true });
    const { anonymousId } = one.identity.now();
    one.consent.answer(false);
    await one.queue.flush();
    expect(one.told.at(-1)).toEqual(preferences({ analytics: false, marketing: true }));
    expect([one.gate.state(), one.stored.size, one.queue.requests]).toEqual(['shut', 0, [['m2']]]);
    expect(one.identity.now().anonymousId).not.toBe(anonymousId);
  });

  it('can be taken back', () => {
    const one = visitor();
    one.consent.answer(false);
    one.consent.answer(true);
    expect([one.gate.state(), one.told]).toEqual(['open', [preferences({ analytics: true })]]);
  });

  it('in one tab shuts the others', () => {
    const stored = new Map<string, string>();
    const [one, other] = [visitor(stored), visitor(stored)];
    one.consent.answer(true);
    other.consent.heard(false);
    one.consent.answer(false);
    other.consent.heard(true);
    expect([other.gate.state(), stored.size]).toEqual(['shut', 0]);
  });
});
