/** When to send again what was not taken. The same for browser and server, so that a collector under load sees one behaviour. */

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;
/** A server may ask for a pause; a longer one than this is a mistake of a clock. */
const LONGEST_ASKED_MS = 3_600_000;

/**
 * Milliseconds to wait before attempt `attempt` (from 0): doubled each time up to five minutes, half of it by chance, so that clients which failed
 * together do not come back together (equal jitter; Brooker, "Exponential Backoff And Jitter", AWS 2015). `random` is in [0, 1).
 */
export const backoffMs = (attempt: number, random: number): number => {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return most / 2 + (most / 2) * random;
};

/** What a Retry-After header asks for, seconds or a date (RFC 9110 §10.2.3), in milliseconds; 0 when it asks for nothing. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null || header.trim() === '') return 0;
  const seconds = Number(header);
  const asked = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return asked > 0 ? Math.min(asked, LONGEST_ASKED_MS) : 0;
}

/**
 * Whether sending the same again can help: overload, a server that is down, a proxy in front of it that lost its way (404, 408, 425, 429, 5xx).
 * Everything else that is not a success was refused for good.
 */
export const isTemporary = (status: number): boolean => status === 404 || status === 408 || status === 425 || status === 429 || status >= 500;
