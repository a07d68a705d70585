import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ReferenceServer {
  readonly port: number;
  close(): void;
}

/** Starts reference-server.ts in a process of its own, as the product's API has one. */
export function startReferenceServer(environment: Readonly<Record<string, string>> = {}): Promise<ReferenceServer> {
  const child = fork(fileURLToPath(new URL('./reference-server.ts', import.meta.url)), [], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the reference server ended with ${code}`)));
    child.once('message', (message) => {
      if (typeof message === 'object' && message !== null && 'port' in message && typeof message.port === 'number')
        resolve({ port: message.port, close: () => child.kill('SIGKILL') });
    });
  });
}
