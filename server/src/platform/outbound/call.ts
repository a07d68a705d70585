import { type LookupFunction, isIP } from 'node:net';
import { lookup } from 'node:dns';
import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Fault } from '#kernel';
import { isPublicAddress } from './addresses.ts';

/** A request to an address that people entered. */
export interface OutboundCall {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as the body of a POST. */
  readonly body: string;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** At most its first 64 KB. */
  readonly body: string;
}

export type Outbound = (call: OutboundCall) => Promise<OutboundAnswer>;

const timeoutMs = 10_000;
const mostBytes = 65_536;

const refused = (host: string): Fault =>
  new Fault('DQ_ADDRESS_PRIVATE', 400, `${host} is an address of this machine or network, which is not allowed here (DANQING_ALLOW_PRIVATE_HOOKS)`);

/** The address is checked when it is connected to, not before: between two look-ups a name may change what it means. */
const guardedLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (first === undefined || allowed.length < addresses.length) return callback(refused(host), '', 0);
    if (options.all === true) return callback(null, allowed);
    return callback(null, first.address, first.family);
  });
};

/** What an address that people enter must be. Throws DQ_ADDRESS_PRIVATE, DQ_INVALID. */
export function checkOutboundUrl(text: string, allowsPrivate: boolean): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
    throw new Fault('DQ_INVALID', 400, 'must be an address that begins with https:// or http://, without a user name');
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  if (!allowsPrivate && ((isIP(host) !== 0 && !isPublicAddress(host)) || host === 'localhost' || host.endsWith('.localhost'))) throw refused(host);
  return url;
}

/** Sends requests to addresses that people entered: no private ones unless that is allowed, no redirects, ten seconds at most. */
export const createOutbound =
  ({ allowsPrivate }: { readonly allowsPrivate: boolean }): Outbound =>
  async ({ url: text, headers, body }) => {
    const url = checkOutboundUrl(text, allowsPrivate);
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    return await new Promise((resolve, reject) => {
      const request: ClientRequest = send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'danqing', ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: AbortSignal.timeout(timeoutMs),
        ...(allowsPrivate ? {} : { lookup: guardedLookup }),
      });
      request.once('error', reject);
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          if (bytes < mostBytes) chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > mostBytes * 16) response.destroy();
        });
        response.once('error', reject);
        response.once('close', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8') }),
        );
      });
      request.end(body);
    });
  };
