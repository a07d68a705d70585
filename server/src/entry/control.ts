import { randomBytes, timingSafeEqual } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Fault, isJsonObject } from '#kernel';

/**
 * How the command line gives orders to a running supervisor: one JSON line there, one back, on loopback, opened by a secret
 * word that stands in the data folder. `suspend` lasts as long as its connection: when the one who asked is gone, everything starts again.
 */
export type Order = 'suspend' | 'status';

export interface Control {
  readonly port: number;
  readonly token: string;
}

export interface Commanded {
  status(): object;
  suspend(): Promise<void>;
  resume(): Promise<void>;
}

export async function listenForOrders(commanded: Commanded): Promise<Control & { close(): void }> {
  const token = randomBytes(24).toString('base64url');
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    let isSuspending = false;
    const finish = async (): Promise<void> => {
      const wasSuspending = isSuspending;
      isSuspending = false;
      if (wasSuspending) await commanded.resume();
      socket.end();
    };
    socket.on('error', () => socket.destroy());
    socket.on('end', () => void finish());
    socket.on('close', () => {
      sockets.delete(socket);
      void finish();
    });
    createInterface({ input: socket }).once('line', (line) => {
      const order = orderIn(line, token);
      if (order === undefined) {
        socket.destroy();
        return;
      }
      isSuspending = order === 'suspend';
      obey(commanded, order).then(
        (answer) => socket.write(`${JSON.stringify(answer)}\n`),
        (error: unknown) => socket.end(`${JSON.stringify({ error: String(error) })}\n`),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    token,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function obey(commanded: Commanded, order: Order): Promise<object> {
  if (order === 'suspend') await commanded.suspend();
  return commanded.status();
}

function orderIn(line: string, token: string): Order | undefined {
  const message: unknown = parsed(line);
  if (!isJsonObject(message) || typeof message['token'] !== 'string') return undefined;
  const given = Buffer.from(message['token']);
  if (given.length !== token.length || !timingSafeEqual(given, Buffer.from(token))) return undefined;
  const order = message['order'];
  return order === 'suspend' || order === 'status' ? order : undefined;
}

/** Gives an order; `release` ends a suspension, and resolves when everything serves again. */
export function giveOrder({ port, token }: Control, order: Order): Promise<{ readonly answer: unknown; release(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${JSON.stringify({ token, order })}\n`));
    const refuse = (cause?: unknown): void => reject(new Fault('DQ_NOT_RUNNING', 503, 'the running Danqing did not answer', { cause }));
    socket.once('error', refuse);
    socket.once('close', () => refuse());
    createInterface({ input: socket }).once('line', (line) => {
      const answer = parsed(line);
      if (isJsonObject(answer) && typeof answer['error'] === 'string') reject(new Fault('DQ_ORDER_FAILED', 500, answer['error']));
      else resolve({ answer, release: () => closed(socket) });
    });
  });
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.end();
  });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
