import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer } from './sender.ts';

const compress = promisify(gzip);

/** Below this a packet holds it anyway. */
const WORTH_GZIP_BYTES = 2_048;
const MOST_DETAIL = 300;

interface Target {
  readonly host: string;
  readonly writeKey: string;
  readonly timeoutMs: number;
  readonly gzip: boolean;
}

export function createPost({ host, writeKey, timeoutMs, gzip }: Target): (messages: readonly string[]) => Promise<Answer> {
  const url = `${host.replace(/\/+$/, '')}/v1/batch`;
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  return async (messages) => {
    // The key in the body too: a redirect and many a proxy take the header away.
    const body = `{"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}","batch":[${messages.join(',')}]}`;
    const isZipped = gzip && body.length >= WORTH_GZIP_BYTES;
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...(isZipped && { 'content-encoding': 'gzip' }) },
      body: isZipped ? new Uint8Array(await compress(body)) : body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Read to the end, so that the connection can be used again.
    const detail = (await response.text()).slice(0, MOST_DETAIL);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), detail };
  };
}
