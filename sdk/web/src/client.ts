import type { AnyEvents, Properties } from '../../shared/events.ts';
import { createSearchReader, createVisit, startCapture } from './capture/start.ts';
import { consentContext, createConsent } from './consent.ts';
import { openCookies } from './cookie.ts';
import type { Danqing } from './danqing.ts';
import { createGate, firstState, isOptedOut } from './gate.ts';
import { IDENTITY_KEY, keepIdentity } from './identity.ts';
import type { Options } from './options.ts';
import { openQueue } from './open-queue.ts';
import { createRecorder } from './recorder.ts';
import { createSharing } from './sharing.ts';
import { silent } from './silent.ts';
import { openStore } from './store.ts';

const textOf = (id: unknown): string => (typeof id === 'string' || typeof id === 'number' ? String(id).trim() : '');

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

/** A client for one source. Call it once a page; on a server, where there is no page, it does nothing. */
export function createDanqing<Events extends object = AnyEvents>(given: Options): Danqing<Events> {
  if (typeof document === 'undefined') return silent;
  const options = { ...given, onLoss: quiet(given.onLoss) };
  const purpose = options.consentPurpose ?? 'analytics';
  const prefix = `danqing.${options.writeKey}.`;
  const gate = createGate();
  const { cookieDomain } = options;
  const identity = keepIdentity(cookieDomain === undefined ? openStore(prefix, gate.isOpen) : openCookies(prefix, cookieDomain, gate.isOpen));
  const queue = openQueue(options, openStore(`${prefix}q.`, gate.isOpen));
  gate.set(firstState(identity.stored()?.consent?.[purpose], options.consent === 'assumed', isOptedOut));

  const { autocapture: wanted = false } = options;
  const isWanted = (name: 'leave' | 'search'): boolean => (typeof wanted === 'boolean' ? wanted : wanted[name] === true);
  const visit = createVisit((page, properties) => {
    if (isWanted('leave')) recorder.record('track', { event: 'Page Left', properties, context: { page } }, true);
  });
  const recorder = createRecorder({ options, gate, identity, queue, pageNow: visit.now, search: () => location.search });
  const sharing = createSharing(identity, recorder);
  const searchedFor = createSearchReader(options.searchParameters);

  /** What is true now, to be told when the answer is yes. */
  let traits: Properties | undefined;
  let lastPage: readonly [name: string | undefined, properties: Properties | undefined] | undefined;

  const track = (event: string, properties?: Properties): void => recorder.record('track', { event, properties });
  const search = (query: string, properties?: Properties): void => track('Products Searched', { query, ...properties });
  const page = (name?: string, properties?: Properties): void => {
    lastPage = [name, properties];
    recorder.record('page', { name, properties: { ...visit.begin(), ...properties } });
    const term = isWanted('search') && recorder.isKeeping() ? searchedFor() : undefined;
    if (term !== undefined) search(term);
    if (options.shareAddress === true && gate.isOpen()) sharing.mark();
  };
  const sayWho = (said: Properties): void => recorder.record('identify', { traits: said, context: consentContext(identity.now().consent) });

  const consent = createConsent({
    purpose,
    gate,
    identity,
    queue,
    recorder,
    onOpened: () => {
      sharing.arrive();
      if (options.beforeConsent === 'keep') return;
      visit.restart();
      if (identity.now().userId !== undefined) sayWho(traits ?? {});
      if (lastPage !== undefined) page(...lastPage);
    },
  });

  const identify = (who: string | number | Properties, more?: Properties): void => {
    const said = (typeof who === 'object' ? who : more) ?? {};
    const userId = typeof who === 'object' ? identity.now().userId : textOf(who);
    if (userId === '') return;
    const known = identity.now().userId;
    const isOther = known !== undefined && known !== userId;
    if (isOther) identity.renew();
    identity.change({ userId });
    traits = isOther ? said : { ...traits, ...said };
    sayWho(said);
  };

  addEventListener('storage', ({ key, newValue }) => {
    if (key === prefix + IDENTITY_KEY) consent.heard(newValue === null);
  });
  // Cookies change without a word; somebody who comes back to this page may have answered on another one.
  document.addEventListener('visibilitychange', () => {
    if (cookieDomain !== undefined) consent.heard(identity.isGone());
  });
  if (gate.isOpen()) queue.open();
  if (recorder.isKeeping()) sharing.arrive();
  startCapture({ options, queue, recorder, visit, page });

  return {
    track: (event, ...[properties]) => track(event, { ...properties }),
    identify,
    page,
    group: (id, about) => {
      const groupId = textOf(id);
      identity.change({ groupId });
      recorder.record('group', { groupId, traits: about });
    },
    alias: (id, previous) => {
      const { anonymousId, userId = anonymousId } = identity.now();
      recorder.record('alias', { userId: textOf(id), previousId: previous === undefined ? userId : textOf(previous) });
    },
    reset: () => {
      traits = undefined;
      identity.renew();
    },
    consent: consent.answer,
    search,
    share: ({ url = location.href, ...properties } = {}) => (gate.isOpen() ? sharing.share(url, properties) : url),
    shareLink: (url = location.href) => (gate.isOpen() ? sharing.link(url) : url),
    identity: () => {
      const { anonymousId, userId } = identity.now();
      return { anonymousId, userId };
    },
    flush: queue.flush,
  };
}
