/** Against the real collector: what a service's process does, and what has been written to the log when it is over. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CollectorUnderTest, KEY, startCollector } from '../../../server/src/collect/testing.ts';
import { createDanqing, type Danqing, type DeliveryProblem, type Options } from './index.ts';

let collector: CollectorUnderTest;
let folder: string;
const problems: DeliveryProblem[] = [];
const children: ChildProcess[] = [];
const servers: Server[] = [];
beforeEach(async () => {
  collector = await startCollector();
  folder = mkdtempSync(join(tmpdir(), 'danqing-sdk-node-'));
  problems.length = 0;
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  for (const server of servers.splice(0)) server.closeAllConnections();
  await collector.close();
  rmSync(folder, { recursive: true, force: true });
});

const client = (over: Partial<Options> = {}): Danqing =>
  createDanqing({ writeKey: KEY, host: collector.url, flushOnExit: false, onProblem: (problem) => problems.push(problem), ...over });

/** Every message in the log, in order. */
function logged(): Record<string, unknown>[] {
  return collector.log.entries.flatMap(({ body }) => {
    const bytes = Buffer.from(body);
    return JSON.parse((bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString()).batch;
  });
}
const idsOf = (messages: readonly Record<string, unknown>[]): unknown[] => messages.map(({ messageId }) => messageId);

/** Before the collector, a server that gives these answers first; what it answers 200 itself never reaches the collector. */
async function before(answers: { readonly status: number; readonly headers?: Record<string, string> }[]): Promise<{ url: string; asked(): number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const answer = answers.shift();
    request.resume().once('end', () => response.writeHead(answer?.status ?? 307, answer?.headers ?? { location: `${collector.url}/v1/batch` }).end());
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, asked: () => asked };
}

/** A process that calls the SDK and says `ready`; `calls` is its program after `danqing` was made. */
async function service(calls: string, over: Partial<Options> = {}): Promise<ChildProcess> {
  const program = `const { createDanqing } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});
    const onProblem = ({ reason, count }) => process.stdout.write(reason + ' ' + count);
    const danqing = createDanqing({ ...${JSON.stringify({ writeKey: KEY, host: collector.url, flushAfterMs: 60_000, ...over })}, onProblem });
    const track = (from, to) => { for (let n = from; n < to; n++) danqing.track({ userId: 'u', event: 'Step', messageId: 'm' + n }); };
    ${calls}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}
const ready = async (child: ChildProcess): Promise<void> => {
  await once(child.stdout ?? child, 'data');
};

describe('against the real collector', () => {
  it('every kind of call arrives in the form that the collector knows', async () => {
    const danqing = client();
    danqing.identify({ userId: 7, anonymousId: 'a-1', traits: { email: 'lin@example.com' } });
    danqing.track({ userId: 'u-1', event: 'Order Completed', properties: { revenue: 99 }, messageId: 'order-1', timestamp: new Date(0) });
    danqing.page({ anonymousId: 'a-1', name: 'Home' });
    danqing.group({ userId: 'u-1', groupId: 'acme', traits: { plan: 'gold' } });
    danqing.alias({ userId: 'u-2', previousId: 'u-1' });
    await danqing.close();
    expect(problems).toEqual([]);
    expect(logged().map(({ type }) => type)).toEqual(['identify', 'track', 'page', 'group', 'alias']);
    expect(logged()[1]).toMatchObject({ messageId: 'order-1', timestamp: '1970-01-01T00:00:00.000Z', context: { library: { name: '@danqing/node' } } });
  });

  it('ten thousand events arrive once, in order, in requests that the server takes', async () => {
    const danqing = client({ flushAt: 2_500 });
    for (let number = 0; number < 10_000; number++)
      danqing.track({ userId: 'u', event: 'Step', messageId: `m${number}`, properties: { filler: '字'.repeat(100) } });
    await danqing.close({ timeoutMs: 60_000 });
    expect(idsOf(logged())).toEqual(Array.from({ length: 10_000 }, (_, number) => `m${number}`));
    expect(collector.log.entries.length).toBeLessThan(20);
    expect(problems).toEqual([]);
  });

  it('what nobody could take is told and never thrown', async () => {
    const danqing = client({ maxQueued: 3 });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    danqing.track({ userId: '', event: 'Nobody' });
    danqing.track({ userId: 'u', event: ' ' });
    danqing.track({ userId: 'u', event: 'Circle', properties: circle });
    danqing.track({ userId: 'u', event: 'Huge', properties: { filler: 'x'.repeat(33_000) } });
    for (let number = 0; number < 5; number++) danqing.track({ userId: 'u', event: 'Step', messageId: `m${number}` });
    await danqing.close();
    expect(problems.map(({ reason }) => reason)).toEqual(['invalid', 'invalid', 'invalid', 'too_large', 'queue_full', 'queue_full']);
    expect(idsOf(logged())).toEqual(['m0', 'm1', 'm2']);
  });

  it('the oldest go first where that is wished', async () => {
    const danqing = client({ maxQueued: 3, whenFull: 'drop-oldest' });
    for (let number = 0; number < 5; number++) danqing.track({ userId: 'u', event: 'Step', messageId: `m${number}` });
    await danqing.close();
    expect(idsOf(logged())).toEqual(['m2', 'm3', 'm4']);
  });

  it('a callback that throws stops nothing', async () => {
    const danqing = client({
      onProblem: () => {
        throw new Error('of the caller');
      },
    });
    danqing.track({ userId: '', event: 'Nobody' });
    danqing.track({ userId: 'u', event: 'Step', messageId: 'm' });
    await danqing.close();
    expect(idsOf(logged())).toEqual(['m']);
  });

  it.each([
    [429, { 'retry-after': '1' }],
    [503, {}],
  ])('after %d it comes again, and is kept once', async (status, headers) => {
    const proxy = await before([{ status, headers }]);
    const danqing = client({ host: proxy.url });
    danqing.track({ userId: 'u', event: 'Step', messageId: 'm' });
    await danqing.close({ timeoutMs: 30_000 });
    expect([idsOf(logged()), proxy.asked(), problems.map((problem) => [problem.reason, problem.status])]).toEqual([['m'], 2, [['unavailable', status]]]);
  });

  it('an unknown key holds everything back on disk until the right one is given', async () => {
    const wrong = client({ writeKey: 'cNobodyNobodyNobodyNobody', queueFolder: folder });
    wrong.track({ userId: 'u', event: 'Step', messageId: 'm' });
    await wrong.close({ timeoutMs: 200 });
    expect(problems).toMatchObject([{ reason: 'unavailable', status: 401 }]);
    const right = client({ queueFolder: folder });
    await right.close();
    expect([idsOf(logged()), readdirSync(folder)]).toEqual([['m'], []]);
  });
});

describe('when the process ends', () => {
  it('because its work is done, everything is sent first', async () => {
    const child = await service('track(0, 250);');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(logged().length).toBe(250);
  });

  it('by SIGTERM, everything is sent first, and it still ends by it', async () => {
    const child = await service(`track(0, 30); process.stdout.write('ready'); setInterval(() => undefined, 1000);`);
    await ready(child);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
    expect(logged().length).toBe(30);
  });

  it('at once, by its own exit, it is told how many were lost; with a queue on disk none are', async () => {
    const child = await service('track(0, 7); process.exit(3);');
    const said = once(child.stdout ?? child, 'data');
    expect(await once(child, 'exit')).toEqual([3, null]);
    expect(String((await said)[0])).toBe('exit 7');
    const kept = await service('track(7, 9); process.exit(3);', { queueFolder: folder });
    await once(kept, 'exit');
    await client({ queueFolder: folder }).close();
    expect(idsOf(logged())).toEqual(['m7', 'm8']);
  });

  it('and the server does not answer, it ends all the same; what waited is on disk for the next', async () => {
    const { port } = collector;
    await collector.close();
    const child = await service('track(0, 5);', { queueFolder: folder, exitTimeoutMs: 200 });
    expect(await once(child, 'exit')).toEqual([0, null]);
    collector = await startCollector();
    expect(collector.port).not.toBe(port);
    await client({ queueFolder: folder }).close();
    expect(idsOf(logged())).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
  });

  it('by kill -9, what was called is on disk; the next process sends it', async () => {
    const child = await service(`track(0, 500); process.stdout.write('ready'); setInterval(() => undefined, 1000);`, { queueFolder: folder, flushAt: 2_500 });
    await ready(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(logged()).toEqual([]);
    await client({ queueFolder: folder }).close();
    expect(idsOf(logged())).toEqual(Array.from({ length: 500 }, (_, number) => `m${number}`));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('by kill -9 at any moment of sending, none is lost, and what comes twice has the same id', async () => {
    const steps = `let from = 0; setInterval(() => { track(from, from += 40); process.stdout.write(from + '\\n'); }, 2);`;
    let promised = 0;
    for (let life = 0; life < 3; life++) {
      const child = await service(steps.replace('from = 0', `from = ${life * 100_000}`), { queueFolder: folder, flushAt: 50 });
      let said = '';
      child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await ready(child);
      await new Promise((resolve) => setTimeout(resolve, 40 + 30 * life));
      child.kill('SIGKILL');
      await once(child, 'close');
      promised += Number(said.split('\n').at(-2)) - life * 100_000;
    }
    await client({ queueFolder: folder }).close({ timeoutMs: 30_000 });
    const ids = new Set(idsOf(logged()));
    expect(ids.size).toBeGreaterThanOrEqual(promised);
    for (let life = 0; life < 3; life++) {
      const numbers = [...ids].map((id) => Number(String(id).slice(1))).filter((number) => Math.floor(number / 100_000) === life);
      expect(Math.max(...numbers) - life * 100_000 + 1).toBe(numbers.length); // no gap
    }
  });
});
