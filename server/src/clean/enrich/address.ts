/** What the host and the parameters of an address are, without making an object of it: a URL costs four microseconds, and most events have two. */

/** The host in small letters, without www; '' where the text is no address of the web. An app's own address (android-app://com.x) gives the app. */
export function hostOf(address: string): string {
  const start = address.indexOf('://');
  if (start < 1 || start > 20) return '';
  const from = start + 3;
  let to = from;
  while (to < address.length) {
    const code = address.charCodeAt(to);
    if (code === 47 || code === 63 || code === 35) break; // / ? #
    to++;
  }
  let host = address.slice(from, to).toLowerCase();
  const at = host.lastIndexOf('@');
  if (at !== -1) host = host.slice(at + 1);
  const port = host.indexOf(':');
  if (port !== -1) host = host.slice(0, port);
  return host.startsWith('www.') ? host.slice(4) : host;
}

const decoded = (text: string): string => {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const longest = 500;

/** The parameters that `wanted` knows, of an address or of what stands behind its question mark; undefined where there are none. The first of a name counts. */
export function parametersOf(address: string, wanted: (name: string) => boolean): ReadonlyMap<string, string> | undefined {
  const mark = address.indexOf('?');
  const hash = address.indexOf('#');
  // Pages of one document keep theirs behind the #.
  const query = mark === -1 ? '' : hash > mark ? address.slice(mark + 1, hash) : address.slice(mark + 1);
  if (query === '') return undefined;
  let found: Map<string, string> | undefined;
  for (const part of query.split('&', 100)) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const name = part.slice(0, equals).toLowerCase();
    if (!wanted(name) || found?.has(name) === true) continue;
    const value = decoded(part.slice(equals + 1))
      .trim()
      .slice(0, longest);
    if (value !== '') (found ??= new Map()).set(name, value);
  }
  return found;
}
