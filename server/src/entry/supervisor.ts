/** `npm start`: the process that starts the engines, the API and the worker, keeps them running and stops them in order. Small on purpose. */
import { Fault } from '#kernel';
import { ensureSecrets, forgetRunning, freePort, noteRunning, openDataFolder, type Settings, settingsFromArguments, settingsHelp } from '#platform/boot';
import { banner } from './banner.ts';
import { listenForOrders } from './control.ts';
import { firstOwnerLink } from './owner-link.ts';
import { assembleStack, type Stack } from './stack.ts';

const startedAt = performance.now();
const say = (message: string): void => void process.stderr.write(`danqing: ${message}\n`);

async function run(settings: Settings): Promise<void> {
  const folder = openDataFolder(settings.data);
  process.on('exit', folder.release);
  let exitCode = 0;
  const onHopeless = (reason: string): void => {
    say(reason);
    exitCode = 1;
    void stop();
  };
  // Chosen once, so that the address stays when the API is started again.
  const port = settings.port === 0 ? await freePort() : settings.port;
  const assemble = (): Promise<Stack> => assembleStack(settings, port, { say, onHopeless });
  let stack = await assemble();
  let isSuspended = false;

  async function start(): Promise<string> {
    const url = await stack.start();
    noteRunning(settings.data, {
      url,
      databaseUrl: stack.databaseUrl,
      clickhouseUrl: stack.clickhouseUrl,
      control: { port: control.port, token: control.token },
    });
    return url;
  }
  const control = await listenForOrders({
    status: () => ({ isSuspended, units: stack.units.map(({ name, isReady, restarts, child: { pid } = {} }) => ({ name, isReady, restarts, pid })) }),
    suspend: async () => {
      say('suspended: everything is stopped until the backup or restore is done');
      isSuspended = true;
      await stack.stop();
    },
    resume: async () => {
      if (stoppingSince !== undefined) return;
      stack = await assemble();
      await start();
      isSuspended = false;
      say('resumed');
    },
  });

  let stoppingSince: number | undefined;
  async function stop(): Promise<void> {
    if (stoppingSince !== undefined) {
      // One Ctrl-C may arrive several times (terminal, npm); asked again later it means "at once": the children end with this process.
      if (performance.now() - stoppingSince > 1000) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    control.close();
    await stack.stop();
    forgetRunning(settings.data);
    process.exit(exitCode);
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('disconnect', () => void stop()); // whoever started us with a channel is gone

  const url = await start();
  const { secrets } = ensureSecrets(settings.data, settings);
  const elapsedMs = performance.now() - startedAt;
  const link = await firstOwnerLink(url, settings.adminKey ?? secrets.adminKey);
  process.stdout.write(`${banner(settings, secrets, url, elapsedMs, link)}\n`);
}

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  process.stdout.write(`Starts Danqing. Settings by flag or environment; the flag wins.\n\n${settingsHelp()}\n`);
  process.exit(0);
}
try {
  await run(settingsFromArguments(process.argv.slice(2), process.env, process.cwd()).settings);
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  say(`${error.message} [${error.code}]`);
  process.exit(1);
}
