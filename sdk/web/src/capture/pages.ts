/** The part of the address that tells one page of an application from another; hash routes are routes, anchors are not. */
const routeOf = (): string => location.pathname + (/^#[/!]/.test(location.hash) ? location.hash : '');

/**
 * Calls back when a single-page application shows another page: another route, or the same with another query that can be gone back from.
 * A replaced query alone is a page that keeps its own address up to date.
 */
export function onRoute(then: () => void): void {
  let [route, search] = [routeOf(), location.search];
  const look = (isReplaced: boolean): void => {
    const isOther = routeOf() !== route || (location.search !== search && !isReplaced);
    [route, search] = [routeOf(), location.search];
    if (isOther) then();
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (...given) => {
      original(...given);
      look(name === 'replaceState');
    };
  }
  addEventListener('popstate', () => look(false));
  addEventListener('hashchange', () => look(false));
}
