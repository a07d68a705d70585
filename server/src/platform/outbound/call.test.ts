import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutbound } from './call.ts';

const heard: { url: string | undefined; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    heard.push({ url: request.url, body });
    if (request.url === '/away') response.writeHead(302, { location: '/hook' });
    else response.writeHead(200);
    response.end('{"ok":true}');
  });
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address !== null && typeof address === 'object') base = `http://127.0.0.1:${(address satisfies AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

describe('a request to an address that people entered', () => {
  it('is sent where private addresses are allowed, and follows no redirect', async () => {
    const send = createOutbound({ allowsPrivate: true });
    expect(await send({ url: `${base}/hook`, body: '{"a":"中"}' })).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect((await send({ url: `${base}/away`, body: '' })).status).toBe(302);
    expect(heard.map(({ url }) => url)).toEqual(['/hook', '/away']);
    expect(heard[0]?.body).toBe('{"a":"中"}');
  });

  it.each(['http://127.0.0.1:1/', 'http://[::1]/', 'http://localhost/', 'http://0x7f.1/', 'http://2130706433/', 'https://[::ffff:10.0.0.1]/'])(
    'refuses %s otherwise',
    async (url) => {
      await expect(createOutbound({ allowsPrivate: false })({ url, body: '' })).rejects.toMatchObject({ code: 'DQ_ADDRESS_PRIVATE' });
    },
  );

  it.each(['file:///etc/passwd', 'ftp://example.com/', 'nonsense', 'https://user:word@example.com/'])('refuses %s always', async (url) => {
    await expect(createOutbound({ allowsPrivate: true })({ url, body: '' })).rejects.toMatchObject({ code: 'DQ_INVALID' });
  });
});
