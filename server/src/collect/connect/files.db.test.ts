import { createHmac, createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionWorld, openConnectionWorld } from '../../../testing/connection-world.ts';

let world: ConnectionWorld;
beforeAll(async () => {
  world = await openConnectionWorld();
});
afterAll(() => world.close());

const mapping = { when: [{ event: 'Visited' }], timestamp: { column: 'at' }, messageId: ['id'], identifiers: { user_id: { column: 'id' } } };
const csvOf = (...ids: readonly number[]): string => `id,at\n${ids.map((id) => `${id},2024-01-01`).join('\n')}\n`;
const idOf = (body: unknown): number => Number(Reflect.get(Object(body), 'id'));
const visitors = (): readonly string[] => [...new Set(world.messages().map((message) => String(message['messageId'])))].sort();
const filesOf = async (id: number): Promise<unknown> => Reflect.get(Object((await world.ask('GET', `/connections/${id}/files`)).body), 'items');

describe('a watched folder', () => {
  const write = (name: string, text: string, secondsAgo = 60): void => {
    const path = join(world.watched, name);
    writeFileSync(path, text);
    utimesSync(path, new Date(Date.now() - secondsAgo * 1000), new Date(Date.now() - secondsAgo * 1000));
  };
  const make = async (change: object = {}): Promise<Awaited<ReturnType<ConnectionWorld['ask']>>> =>
    world.ask('POST', '/connections', {
      name: 'folder',
      place: { kind: 'folder', folder: world.watched, ...change },
      pull: { pattern: '**/*.csv' },
      mapping,
      schedule: { every: 'never' },
      isPaused: true,
    });

  it('is one of those that are allowed, by its real path', async () => {
    symlinkSync(tmpdir(), join(world.watched, 'way-out'));
    for (const folder of [tmpdir(), join(world.watched, '..'), join(world.watched, 'way-out'), 'relative', join(world.watched, 'none')])
      expect([folder, Reflect.get(Object((await make({ folder })).body), 'code')]).toEqual([folder, 'DQ_CONNECTION_FOLDER']);
    rmSync(join(world.watched, 'way-out'));
  });

  it('brings in each version of each file once, says which could not be read, and follows no link', async () => {
    mkdirSync(join(world.watched, 'deep'));
    write('a.csv', csvOf(1, 2));
    write('deep/b.csv', csvOf(3));
    write('c.csv.part', csvOf(90));
    write('other.txt', csvOf(91));
    write('wrong.csv', 'nr,at\n92,2024-01-01\n');
    const outside = join(tmpdir(), `danqing-outside-${process.pid}.csv`);
    writeFileSync(outside, csvOf(93));
    symlinkSync(outside, join(world.watched, 'link.csv'));
    const id = idOf((await make()).body);
    expect(await world.run(id)).toMatchObject({
      state: 'failed',
      imports: 3,
      events: 3,
      error: { code: 'DQ_CONNECTION_FILES', message: expect.stringContaining('wrong.csv') },
    });
    expect(visitors()).toEqual(['Visited:1', 'Visited:2', 'Visited:3']);
    write('a.csv', csvOf(1, 2, 4), 30);
    write('wrong.csv', csvOf(5));
    expect(await world.run(id)).toMatchObject({ state: 'done', imports: 2 });
    expect(visitors()).toEqual(['Visited:1', 'Visited:2', 'Visited:3', 'Visited:4', 'Visited:5']);
    expect(await filesOf(id)).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: 'a.csv', isAgain: true }), expect.objectContaining({ path: 'deep/b.csv', isAgain: false })]),
    );
    expect(await world.run(id)).toMatchObject({ state: 'done', imports: 0 });
    // Read again, everything is a duplicate; what nothing numbers would be doubled by another mapping, and is refused.
    expect(await world.ask('PATCH', `/connections/${id}`, { readAgain: true })).toMatchObject({ status: 200 });
    expect(await world.run(id)).toMatchObject({ state: 'done', imports: 3 });
    expect(visitors()).toHaveLength(5);
    const { messageId: _numbers, ...unnumbered } = mapping;
    expect(await world.ask('PATCH', `/connections/${id}`, { mapping: unnumbered, readAgain: true })).toMatchObject({
      status: 400,
      body: { code: 'DQ_INVALID' },
    });
    rmSync(outside);
  });
});

describe('a bucket', () => {
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
  const objects = new Map<string, string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bucket');
    if (!isSigned(request, keys)) return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>');
    if (url.searchParams.get('list-type') === '2') return void response.end(listing(url));
    const body = objects.get(decodeURIComponent(url.pathname.replace('/data/', '')));
    if (body === undefined) return void response.writeHead(404).end();
    if (request.headers['if-match'] !== `"${etagOf(body)}"`) return void response.writeHead(412).end();
    response.end(body);
  });
  const etagOf = (body: string): string => createHash('md5').update(body).digest('hex');
  /** Two files a page. */
  const listing = (url: URL): string => {
    const names = [...objects.keys()].filter((name) => name.startsWith(url.searchParams.get('prefix') ?? '')).sort();
    const from = Number(url.searchParams.get('continuation-token') ?? 0);
    const items = names.slice(from, from + 2).map((name) => {
      const body = objects.get(name) ?? '';
      const key = name.replaceAll('&', '&amp;');
      return `<Contents><Key>${key}</Key><LastModified>2026-03-01T00:00:00.000Z</LastModified><ETag>&quot;${etagOf(body)}&quot;</ETag><Size>${Buffer.byteLength(body)}</Size></Contents>`;
    });
    const more = from + 2 < names.length;
    return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${String(more)}</IsTruncated>${items.join('')}${more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}</ListBucketResult>`;
  };
  let place: object;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    place = { kind: 's3', endpoint: `http://127.0.0.1:${port}`, region: 'cn-test', bucket: 'data', accessKeyId: keys.accessKeyId, isPathStyle: true };
  });
  afterAll(() => {
    server.close();
  });

  it('is asked with signed requests, page by page, and each object comes once by its ETag', async () => {
    objects
      .set('in/会员 & 积分.csv', csvOf(11))
      .set('in/b.csv', csvOf(12))
      .set('in/c+d.csv', csvOf(13))
      .set('in/deep/e.csv', csvOf(14))
      .set('out/f.csv', csvOf(99));
    const pull = { pattern: 'in/*.csv', prefix: 'in/' };
    const tried = await world.ask('POST', '/connections/try', { place, secret: keys.secretAccessKey, pull });
    expect(tried.body).toMatchObject({
      matched: 3,
      files: expect.arrayContaining([{ path: 'in/会员 & 积分.csv', bytes: 20, changedAt: '2026-03-01T00:00:00.000Z' }]),
    });
    const made = await world.ask('POST', '/connections', {
      name: 'bucket',
      place,
      secret: keys.secretAccessKey,
      pull,
      mapping,
      schedule: { every: 'never' },
      isPaused: true,
    });
    const id = idOf(made.body);
    expect(await world.run(id)).toMatchObject({ state: 'done', imports: 3 });
    objects.set('in/b.csv', csvOf(12, 15));
    expect(await world.run(id)).toMatchObject({ state: 'done', imports: 1 });
    expect(visitors().filter((visitor) => /:1\d$/.test(visitor))).toEqual(['Visited:11', 'Visited:12', 'Visited:13', 'Visited:15']);
  });

  it('says when the key is wrong', async () => {
    const tried = await world.ask('POST', '/connections/try', { place, secret: 'another', pull: { pattern: '*' } });
    expect(tried.body).toMatchObject({ code: 'DQ_CONNECTION_REFUSED' });
  });
});

/** AWS Signature Version 4, computed from the request as it arrived (docs.aws.amazon.com, "Create a signed AWS API request"). */
function isSigned(request: IncomingMessage, { accessKeyId, secretAccessKey }: { readonly accessKeyId: string; readonly secretAccessKey: string }): boolean {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (found === null) return false;
  const [, key, day = '', region = '', names = '', signature] = found;
  const hmac = (secret: string | Buffer, text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  const url = new URL(request.url ?? '/', 'http://bucket');
  const encode = (text: string): string => encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, value]) => [encode(name), encode(value)].join('='))
    .sort()
    .join('&');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim().replaceAll(/\s+/g, ' ')}\n`);
  const path = decodeURIComponent(url.pathname).split('/').map(encode).join('/');
  const canonical = ['GET', path, query, headers.join(''), names, String(request.headers['x-amz-content-sha256'])].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', String(request.headers['x-amz-date']), scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const signing = [day, region, 's3', 'aws4_request'].reduce<Buffer>((secret, part) => hmac(secret, part), Buffer.from(`AWS4${secretAccessKey}`));
  return key === accessKeyId && hmac(signing, toSign).toString('hex') === signature;
}
