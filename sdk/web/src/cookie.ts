import type { Store } from './store.ts';

const A_YEAR_SECONDS = 31_536_000;

/**
 * One visitor for all sub-domains of a site: a cookie of the domain in the place of localStorage, which each of them has of its own. `mayWrite` is asked
 * before every write, so that there is none without consent.
 */
export function openCookies(prefix: string, domain: string, mayWrite: () => boolean): Omit<Store, 'keys'> {
  const nameOf = (key: string): string => encodeURIComponent(prefix + key);
  const put = (key: string, value: string, seconds: number): void => {
    const secure = location.protocol === 'https:' ? ';secure' : '';
    document.cookie = `${nameOf(key)}=${encodeURIComponent(value)};domain=${domain};path=/;max-age=${seconds};samesite=lax${secure}`;
  };
  const get = (key: string): string | null => {
    const start = `${nameOf(key)}=`;
    const found = document.cookie.split('; ').find((pair) => pair.startsWith(start));
    return found === undefined ? null : decodeURIComponent(found.slice(start.length));
  };
  return {
    get,
    set: (key, value) => {
      if (!mayWrite()) return false;
      put(key, value, A_YEAR_SECONDS);
      return get(key) === value;
    },
    remove: (key) => put(key, '', 0),
  };
}
