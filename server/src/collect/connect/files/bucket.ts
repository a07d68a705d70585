import { AwsV4Signer } from 'aws4fetch';
import type { BucketPlace } from '@danqing/contracts';
import { createWriteStream } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Fault } from '#kernel';
import type { Networks } from '#platform';
import { requireRoom } from '../spool.ts';
import { listingIn, textIn } from './bucket-listing.ts';
import { type FilesPlace, type FoundFile, mostListed } from './found.ts';
import { compilePattern, isTemporary } from './pattern.ts';

interface Watching {
  readonly place: BucketPlace;
  readonly secretAccessKey: string;
  readonly networks: Networks;
  readonly prefix: string;
  readonly pattern: string;
}

const idleMs = 60_000;
const mostAnswerBytes = 16 * 1024 * 1024;

const fault = (message: string, cause?: unknown): Fault => new Fault('DQ_CONNECTION_BUCKET', 400, message, cause === undefined ? {} : { cause });

/** The address of a bucket. Throws DQ_INVALID. */
export function bucketUrl({ endpoint, bucket, isPathStyle }: BucketPlace): URL {
  const url = URL.parse(endpoint);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.search !== '')
    throw new Fault('DQ_INVALID', 400, 'the endpoint must be an address that begins with https:// or http://', {
      errors: [{ path: '/place/endpoint', code: 'DQ_INVALID', message: 'must begin with https:// or http://' }],
    });
  const base = new URL(url.origin);
  if (isPathStyle) base.pathname = `/${bucket}/`;
  else base.hostname = `${bucket}.${url.hostname}`;
  return base;
}

/** A bucket of any store that speaks S3: signed requests (AWS Signature Version 4), no redirects, only to networks that are allowed. */
export function openBucket({ place, secretAccessKey, networks, prefix, pattern }: Watching): FilesPlace {
  const base = bucketUrl(place);
  const fits = compilePattern(pattern);
  const ask = async (url: URL, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> => {
    const signer = new AwsV4Signer({ url: url.href, headers, service: 's3', region: place.region, accessKeyId: place.accessKeyId, secretAccessKey });
    const signed = await signer.sign();
    const address = await networks.resolve(url.hostname);
    return await fetchFrom(signed.url, Object.fromEntries(signed.headers.entries()), address);
  };
  const listPage = async (after: string | undefined) => {
    const url = new URL(base);
    url.searchParams.set('list-type', '2');
    url.searchParams.set('prefix', prefix);
    if (after !== undefined) url.searchParams.set('continuation-token', after);
    const answer = await ask(url);
    const text = await textOf(answer);
    if (answer.statusCode !== 200) throw refusal(place, answer.statusCode, text);
    return listingIn(text);
  };
  return {
    name: `${place.bucket} (${url(base)})`,
    list: async () => {
      const found: FoundFile[] = [];
      let after: string | undefined;
      do {
        const page = await listPage(after);
        for (const { key, etag, bytes, changedAt } of page.items)
          if (fits(key) && !isTemporary(key) && !key.endsWith('/')) found.push({ path: key, bytes, version: etag, changedAt, isResting: true });
        after = page.next;
      } while (after !== undefined && found.length < mostListed);
      return found;
    },
    copy: async ({ path, version, bytes }, to) => {
      await requireRoom(to, bytes);
      const url = new URL(base);
      url.pathname += path.split('/').map(encodeURIComponent).join('/');
      const answer = await ask(url, { 'if-match': `"${version}"` });
      if (answer.statusCode === 412 || answer.statusCode === 404) {
        answer.resume();
        return false;
      }
      if (answer.statusCode !== 200) throw refusal(place, answer.statusCode, await textOf(answer));
      try {
        await pipeline(answer, createWriteStream(to, { flush: true }));
      } catch (error) {
        await rm(to, { force: true });
        throw fault(`${path} could not be fetched: ${error instanceof Error ? error.message : String(error)}`, error);
      }
      return true;
    },
  };
}

const url = ({ host }: URL): string => host;

function fetchFrom(url: URL, headers: Readonly<Record<string, string>>, address: string): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const pinned: LookupFunction = (_host, options, callback) =>
    options.all === true ? callback(null, [{ address, family: isIP(address) }]) : callback(null, address, isIP(address));
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'GET', headers, lookup: pinned, timeout: idleMs });
    request.once('timeout', () => request.destroy(new Error('no answer within a minute')));
    request.once('error', (error) => reject(new Fault('DQ_CONNECTION_UNREACHABLE', 400, `${url.host} does not answer: ${error.message}`, { cause: error })));
    request.once('response', resolve);
    request.end();
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) throw fault('the answer is larger than any list of files');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refusal({ bucket, endpoint }: BucketPlace, status: number | undefined, text: string): Fault {
  const [code, message] = [textIn(text, 'Code'), textIn(text, 'Message')];
  if (status === 403 || status === 401)
    return new Fault('DQ_CONNECTION_REFUSED', 400, `${endpoint} does not let this key into ${bucket}: ${code ?? status} ${message ?? ''}`.trim());
  return fault(`${endpoint} answered ${status ?? ''} ${code ?? ''} ${message ?? ''}`.trim());
}
