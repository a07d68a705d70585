import type { Answer } from './queue.ts';

/** Plain text needs no preflight, and the server never goes by the content type; the key is in the body for the same reason. */
const PLAIN = 'text/plain';

export const post = async (url: string, body: string, keepalive: boolean): Promise<Answer> => {
  const response = await fetch(url, { method: 'POST', body, keepalive, credentials: 'omit', headers: { 'content-type': PLAIN } });
  return { status: response.status, retryAfter: response.headers.get('retry-after') };
};

/** While offline the store keeps it better than the browser would. */
export function beacon(url: string, body: string): boolean {
  if (!navigator.onLine) return false;
  try {
    if (navigator.sendBeacon(url, body)) return true;
  } catch {
    // Browsers without it, and extensions that forbid it.
  }
  void post(url, body, true).catch(() => undefined);
  return true;
}
