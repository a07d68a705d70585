import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** Compares in a time that tells nothing of where two texts differ. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

export const hmacSha256 = (secret: string, data: Buffer | string, encoding: 'hex' | 'base64'): string =>
  createHmac('sha256', secret).update(data).digest(encoding);

/** SHA-1 of the texts, sorted and joined: how WeChat and WeCom sign what they send. */
export const sortedSha1 = (texts: readonly string[]): string => hash('sha1', [...texts].sort().join(''), 'hex');

/** A header's first value. */
export function headerOf(headers: Readonly<Record<string, string | readonly string[] | undefined>>, name: string): string {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value.trim() : (value?.[0] ?? '').trim();
}

/** Whether a moment in epoch seconds or milliseconds lies within so many seconds of now (ms). */
export function isRecent(text: string, now: number, toleranceSeconds: number): boolean {
  if (!/^\d{9,13}$/.test(text)) return false;
  const ms = text.length > 10 ? Number(text) : Number(text) * 1000;
  return Math.abs(now - ms) <= toleranceSeconds * 1000;
}
