import type { AnyEvents } from '../../shared/events.ts';
import { startCapture } from './capture/start.ts';
import { createPlace, createVisit } from './capture/visit.ts';
import { createConsent } from './consent.ts';
import { openCookies } from './cookie.ts';
import type { Danqing } from './danqing.ts';
import { createGate, firstState, isOptedOut } from './gate.ts';
import { IDENTITY_KEY, keepIdentity } from './identity.ts';
import type { Options } from './options.ts';
import { openQueue } from './open-queue.ts';
import { createPeople } from './people.ts';
import { createRecorder } from './recorder.ts';
import { createSharing } from './sharing.ts';
import { silent } from './silent.ts';
import { openStore } from './store.ts';

/** By write key: components that are mounted twice must not make everything happen twice. */
const started = new Map<string, Danqing>();

/** A client for one source; asked again, the same one. On a server, where there is no page, it does nothing. */
export function createDanqing<Events extends object = AnyEvents>(options: Options): Danqing<Events> {
  if (typeof document === 'undefined') return silent;
  const client = started.get(options.writeKey) ?? start({ ...options, onLoss: quiet(options.onLoss) });
  started.set(options.writeKey, client);
  return client;
}

/** The site's own function must not stop what the site called. */
const quiet =
  (tell: Options['onLoss']): NonNullable<Options['onLoss']> =>
  (loss) => {
    try {
      tell?.(loss);
    } catch (cause) {
      setTimeout(() => {
        throw cause;
      });
    }
  };

function start(options: Options & Required<Pick<Options, 'onLoss'>>): Danqing {
  const { writeKey, cookieDomain, consentPurpose: purpose = 'analytics' } = options;
  const prefix = `danqing.${writeKey}.`;
  const gate = createGate();
  const identity = keepIdentity(cookieDomain === undefined ? openStore(prefix, gate.isOpen) : openCookies(prefix, cookieDomain, gate.isOpen));
  const queue = openQueue(options, openStore(`${prefix}q.`, gate.isOpen));
  gate.set(firstState(identity.stored()?.consent?.[purpose], options.consent === 'assumed', isOptedOut));

  const place = createPlace();
  const recorder = createRecorder({ options, gate, identity, queue, pageNow: place.now, search: () => location.search });
  const sharing = createSharing(identity, recorder);
  const people = createPeople(identity, recorder);
  const visit = createVisit(options, recorder, place, () => {
    if (options.shareAddress === true && gate.isOpen()) sharing.mark();
  });
  /** After a yes: what is true now. What was held until then has been told already. */
  const onOpened = (): void => {
    sharing.arrive();
    if (options.beforeConsent === 'keep') return;
    people.tell();
    visit.restart();
  };
  const consent = createConsent({ purpose, gate, identity, queue, recorder, onOpened });

  addEventListener('storage', ({ key, newValue }) => {
    if (key === prefix + IDENTITY_KEY) consent.heard(newValue === null);
  });
  // Cookies change without a word; somebody who comes back to this page may have answered on another one.
  document.addEventListener('visibilitychange', () => {
    if (cookieDomain !== undefined) consent.heard(identity.isGone());
  });
  if (gate.isOpen()) queue.open();
  if (recorder.isKeeping()) sharing.arrive();
  startCapture(options, queue, recorder, visit);

  return {
    track: (event, ...[properties]) => recorder.record('track', { event, properties }),
    identify: people.identify,
    page: visit.page,
    group: people.group,
    alias: people.alias,
    reset: people.reset,
    consent: consent.answer,
    search: visit.search,
    share: ({ url = location.href, ...properties } = {}) => (gate.isOpen() ? sharing.share(url, properties) : url),
    shareLink: (url = location.href) => (gate.isOpen() ? sharing.link(url) : url),
    identity: () => {
      const { anonymousId, userId } = identity.now();
      return { anonymousId, userId };
    },
    flush: queue.flush,
  };
}
