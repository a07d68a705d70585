/** `npm start`: the process that starts the engines, the API and the worker, keeps them running and stops them in order. Small on purpose. */
import { Fault } from '#kernel';
import {
  ensureSecrets,
  forgetRunning,
  freePort,
  notePorts,
  noteRunning,
  openDataFolder,
  prepareEngines,
  readPorts,
  type Settings,
  settingsFromArguments,
  supervise,
  type Supervised,
} from '#platform/boot';
import { banner } from './banner.ts';
import { listenForOrders } from './control.ts';
import { processUnit } from './process-unit.ts';

const startedAt = performance.now();
const say = (message: string): void => void process.stderr.write(`danqing: ${message}\n`);

async function run(settings: Settings): Promise<void> {
  const folder = openDataFolder(settings.data);
  process.on('exit', folder.release);
  const { secrets } = ensureSecrets(settings.data, settings);
  const keys = { adminKey: settings.adminKey ?? secrets.adminKey, writeKey: settings.writeKey ?? secrets.writeKey };
  let exitCode = 0;
  const onHopeless = (reason: string): void => {
    say(reason);
    exitCode = 1;
    void stop();
  };
  // Chosen once, so that the address stays when the API is started again.
  const port = settings.port === 0 ? await freePort() : settings.port;
  const engines = await prepareEngines({ ...settings, ...secrets, ports: readPorts(settings.data), say, onHopeless });
  notePorts(settings.data, engines.ports);

  const served = Promise.withResolvers<void>();
  const runtime = async (): Promise<object> => {
    await served.promise;
    return { ...settings, ...keys, port, databaseUrl: engines.databaseUrl, clickhouseUrl: engines.clickhouseUrl };
  };
  let url = `http://${settings.host}:${port}`;
  const child = (name: string, module: string): Supervised =>
    supervise(processUnit({ name, module, runtime, onReady: (message) => (url = message.url ?? url) }), { say, onHopeless });
  const children = [
    ...(settings.roles.includes('api') || settings.roles.includes('collector') ? [child('api', './api.ts')] : []),
    ...(settings.roles.includes('worker') || settings.roles.includes('scheduler') ? [child('worker', './worker.ts')] : []),
  ];
  const stopAll = async (): Promise<void> => {
    await Promise.all(children.map((unit) => unit.stop()));
    await engines.stop();
  };
  const startAll = async (): Promise<void> => {
    const starting = children.map((unit) => unit.start());
    await engines.start();
    served.resolve();
    await Promise.all(starting);
  };
  const control = await listenForOrders(
    async (order) => {
      if (order === 'suspend') await stopAll();
      return { url, units: [...engines.units, ...children].map(({ name, isReady, restarts, child: { pid } = {} }) => ({ name, isReady, restarts, pid })) };
    },
    async () => {
      if (stoppingSince === undefined) await startAll();
    },
  );

  let stoppingSince: number | undefined;
  async function stop(): Promise<void> {
    if (stoppingSince !== undefined) {
      // One Ctrl-C may arrive several times (terminal, npm); asked again later it means "at once": the children end with this process.
      if (performance.now() - stoppingSince > 1000) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    control.close();
    await stopAll();
    forgetRunning(settings.data);
    process.exit(exitCode);
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('disconnect', () => void stop()); // whoever started us with a channel is gone

  await startAll();
  noteRunning(settings.data, {
    url,
    databaseUrl: engines.databaseUrl,
    clickhouseUrl: engines.clickhouseUrl,
    control: { port: control.port, token: control.token },
  });
  process.stdout.write(`${banner(settings, secrets, url, performance.now() - startedAt)}\n`);
}

try {
  await run(settingsFromArguments(process.argv.slice(2), process.env, process.cwd()).settings);
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  say(`${error.message} [${error.code}]`);
  process.exit(1);
}
