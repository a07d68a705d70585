import type { Danqing } from './danqing.ts';

const nothing = (): void => undefined;

/** The same calls where there is no page (server-side rendering): they do nothing. */
export const silent: Danqing = {
  track: nothing,
  identify: nothing,
  page: nothing,
  group: nothing,
  alias: nothing,
  reset: nothing,
  consent: nothing,
  search: nothing,
  share: ({ url = '' } = {}) => url,
  shareLink: (url = '') => url,
  identity: () => ({ anonymousId: '' }),
  flush: () => Promise.resolve(),
};
