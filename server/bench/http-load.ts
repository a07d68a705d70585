import { connect, type Socket } from 'node:net';

/** A whole HTTP/1.1 request as bytes, made once and sent many times, so that generating load costs next to nothing. */
export function requestBytes(options: { method: string; path: string; headers?: Readonly<Record<string, string>>; body?: Buffer }): Buffer {
  const body = options.body ?? Buffer.alloc(0);
  const headers = {
    host: 'localhost',
    ...(options.method === 'GET' ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
    ...options.headers,
  };
  const head = `${options.method} ${options.path} HTTP/1.1\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  /** The next request's bytes, or undefined when there is nothing more to send. */
  next(): Buffer | undefined;
  /** Milliseconds between the requests of one connection, for measuring below full load. */
  readonly pauseMs?: number;
}

export interface LoadResult {
  /** Answered with 200. */
  readonly good: number;
  /** Other answers by status; 429 is sent again after a pause and counted here. */
  readonly others: ReadonlyMap<number, number>;
  readonly elapsedMs: number;
  readonly latenciesMs: readonly number[];
}

/** Sends requests over kept connections, one at a time each, until `next` has no more. Rejects when a connection breaks. */
export async function sendLoad(options: LoadOptions): Promise<LoadResult> {
  const others = new Map<number, number>();
  const latenciesMs: number[] = [];
  let good = 0;
  const worker = async (): Promise<void> => {
    const wire = await openWire(options.port);
    for (let bytes = options.next(); bytes !== undefined; bytes = options.next()) {
      let status = 0;
      while (status !== 200) {
        const sentAt = performance.now();
        status = await wire.ask(bytes);
        if (status === 200) latenciesMs.push(performance.now() - sentAt);
        else others.set(status, (others.get(status) ?? 0) + 1);
        if (status !== 200 && status !== 429) break;
        if (status === 429) await pause(200);
      }
      if (status === 200) good++;
      if (options.pauseMs !== undefined) await pause(options.pauseMs);
    }
    wire.close();
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: options.connections }, worker));
  return { good, others, elapsedMs: performance.now() - startedAt, latenciesMs };
}

/** Requests taken in turn from a list for a time. */
export function forSeconds(requests: readonly Buffer[], seconds: number): () => Buffer | undefined {
  const endsAt = performance.now() + seconds * 1000;
  let index = 0;
  return () => (performance.now() >= endsAt ? undefined : requests[index++ % requests.length]);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Wire {
  ask(bytes: Buffer): Promise<number>;
  close(): void;
}

/** One kept connection; reads just enough of an answer to know its status and where it ends. */
function openWire(port: number): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let buffered = Buffer.alloc(0);
    let waiting: { resolve(status: number): void; reject(error: Error): void } | undefined;
    socket.once('error', reject);
    socket.on('close', () => waiting?.reject(new Error('the server closed the connection')));
    socket.on('data', (chunk) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
      const end = endOfAnswer(buffered);
      if (end === undefined) return;
      const status = Number(buffered.toString('latin1', 9, 12));
      buffered = buffered.subarray(end);
      const done = waiting;
      waiting = undefined;
      done?.resolve(status);
    });
    socket.once('connect', () =>
      resolve({
        ask: (bytes) =>
          new Promise((answered, failed) => {
            waiting = { resolve: answered, reject: failed };
            socket.write(bytes);
          }),
        close: () => socket.destroy(),
      }),
    );
  });
}

/** Where the first answer in the buffer ends; undefined while it is incomplete. */
function endOfAnswer(buffer: Buffer): number | undefined {
  const headEnd = buffer.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = buffer.toString('latin1', 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = headEnd + 4 + Number(length);
    return buffer.length >= end ? end : undefined;
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return headEnd + 4;
  const end = buffer.indexOf('0\r\n\r\n', headEnd + 4);
  return end < 0 ? undefined : end + 5;
}
