import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Type from 'typebox';
import Value from 'typebox/value';
import type { DemoRunnerDeps } from '#govern';
import { Fault } from '#kernel';
import type { Runtime } from '../runtime.ts';

const Told = Type.Object({ stage: Type.String(), share: Type.Number() });
const Problem = Type.Object({ problem: Type.String() });

/** Where this machine reaches what listens everywhere. */
const localHost = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host);

/** Fills a demo in a process of its own: making a year of a shop's life would hold up the worker. */
export const fillDemo =
  ({ host, port, adminKey, data, clockOffsetMs }: Runtime): DemoRunnerDeps['fill'] =>
  ({ key, customers }, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(new URL('../demo-process.ts', import.meta.url)), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const stop = (): void => void child.kill('SIGKILL');
      signal.addEventListener('abort', stop, { once: true });
      let problem = 'the process that plays the demo ended early';
      child.on('message', (message) => {
        if (Value.Check(Told, message)) onProgress(message.stage, message.share);
        else if (Value.Check(Problem, message)) ({ problem } = message);
      });
      child.once('error', reject);
      child.once('exit', (code) => {
        signal.removeEventListener('abort', stop);
        if (code === 0) resolve();
        else reject(new Fault('DQ_DEMO', 500, problem));
      });
      child.send({ url: `http://${localHost(host)}:${port}`, adminKey, workspace: key, customers, truth: join(data, 'demo-truth', key), clockOffsetMs });
    });
