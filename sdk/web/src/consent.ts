import type { Gate } from './gate.ts';
import type { IdentityKeeper } from './identity.ts';
import type { Queue } from './queue.ts';
import type { Recorder } from './recorder.ts';

export type Preferences = Readonly<Record<string, boolean>>;

interface ConsentDeps {
  readonly purpose: string;
  readonly gate: Gate;
  readonly identity: IdentityKeeper;
  readonly queue: Queue;
  readonly recorder: Recorder;
  /** After the first yes of this page: tells what is true now. */
  readonly onOpened: () => void;
}

export interface Consent {
  answer(said: boolean | Preferences): void;
  /** Another tab has stored something, or removed everything. */
  heard(isRemoved: boolean): void;
}

/** As the server reads it: Segment's consent specification; a category is a purpose. */
export const consentContext = (preferences: Preferences | undefined): object | undefined => preferences && { consent: { categoryPreferences: preferences } };

export function createConsent({ purpose, gate, identity, queue, recorder, onOpened }: ConsentDeps): Consent {
  const shut = (): void => {
    gate.set('shut');
    recorder.release(false);
    queue.clear();
    identity.forget();
  };
  /** What was allowed and is taken back must reach the server, but may no longer be stored: it waits in memory only. */
  const withdraw = (preferences: Preferences): void => {
    const last = gate.isOpen() ? recorder.build('track', { event: 'Consent Updated', context: consentContext(preferences) }) : undefined;
    shut();
    if (last === undefined) return;
    recorder.deliver(last);
    void queue.flush();
  };
  const allow = (preferences: Preferences, isNews: boolean): void => {
    const isFirst = !gate.isOpen();
    gate.set('open');
    identity.change({ consent: preferences });
    if (isNews) recorder.record('track', { event: 'Consent Updated', context: consentContext(preferences) });
    if (!isFirst) return;
    queue.open();
    recorder.release(true);
    onOpened();
  };
  return {
    answer: (said) => {
      const before = identity.now().consent;
      const after = { ...before, ...(typeof said === 'boolean' ? { [purpose]: said } : said) };
      const isNews = JSON.stringify(after) !== JSON.stringify(before);
      if (after[purpose] === false) withdraw(after);
      else if (after[purpose] === true || gate.isOpen()) allow(after, isNews);
      else identity.change({ consent: after });
    },
    heard: (isRemoved) => {
      if (isRemoved) return shut();
      const known = identity.stored()?.consent;
      if (known?.[purpose] === true && !gate.isOpen()) allow(known, false);
    },
  };
}
