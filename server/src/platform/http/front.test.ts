import { Agent, request as httpRequest } from 'node:http';
import { expect, it } from 'vitest';
import { createHttpShell } from './shell.ts';

/** One request on a kept connection; the answer's status and Connection header. */
const ask = (agent: Agent, url: string): Promise<{ status: number | undefined; connection: string | undefined }> =>
  new Promise((resolve, reject) => {
    httpRequest(url, { agent }, (response) => {
      response.resume().once('end', () => resolve({ status: response.statusCode, connection: response.headers.connection }));
    })
      .once('error', reject)
      .end();
  });

it('a front takes what it knows and leaves the rest to the routes', async () => {
  const app = await createHttpShell({
    front: (request, response) => {
      if (request.url !== '/hot') return false;
      response.end('hot');
      return true;
    },
  });
  app.get('/cold', () => 'cold');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const textOf = async (path: string) => (await fetch(url + path)).text();
  expect([await textOf('/hot'), await textOf('/cold')]).toEqual(['hot', 'cold']);
  expect((await fetch(`${url}/other`)).status).toBe(404);
  await app.close();
});

it('a server that is closed answers what it has begun and keeps no connection, busy or idle', async () => {
  const waiting: (() => void)[] = [];
  const app = await createHttpShell({
    front: (request, response) => {
      waiting.push(() => response.end('done'));
      return request.url !== undefined;
    },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const begun = ask(agent, `${url}/begun`);
  await expect.poll(() => waiting.length).toBe(1);
  const closed = app.close();
  waiting[0]?.();
  expect(await begun).toMatchObject({ status: 200 });
  await closed;
  await expect(ask(agent, `${url}/late`)).rejects.toThrow();
  agent.destroy();
});
