import type { Reply } from './door.ts';

/** The smallest transparent picture. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export const json = (value: object, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value),
  headers,
});

export const plainText = (body: string): Reply => ({ status: 200, type: 'text/plain; charset=utf-8', body });

export const picture: Reply = { status: 200, type: 'image/gif', body: gif, headers: { 'cache-control': 'no-store' } };

export const javascript = (body: string, maxAgeSeconds: number): Reply => ({
  status: 200,
  type: 'text/javascript; charset=utf-8',
  body,
  headers: { 'cache-control': `public, max-age=${maxAgeSeconds}` },
});
