import { ensureSecrets, notePorts, prepareEngines, readPorts, type Settings, supervise, type Supervised, type SuperviseOptions } from '#platform/boot';
import { processUnit } from './process-unit.ts';

/** Everything that runs under the supervisor, for one start: engines, then API and worker. */
export interface Stack {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly units: readonly Supervised[];
  /** Resolves to the product's address when everything serves. */
  start(): Promise<string>;
  /** API and worker first, so that the engines drain. */
  stop(): Promise<void>;
}

/** Reads secrets and ports from the data folder anew, because a restore may have changed them since the last start. */
export async function assembleStack(settings: Settings, port: number, hooks: SuperviseOptions): Promise<Stack> {
  const { secrets } = ensureSecrets(settings.data, settings);
  const engines = await prepareEngines({ ...settings, ...secrets, ports: readPorts(settings.data), ...hooks });
  notePorts(settings.data, engines.ports);
  const { databaseUrl, clickhouseUrl } = engines;
  const served = Promise.withResolvers<void>();
  const runtime = async (): Promise<object> => {
    await served.promise;
    return {
      ...settings,
      adminKey: settings.adminKey ?? secrets.adminKey,
      writeKey: settings.writeKey ?? secrets.writeKey,
      sessionSecret: secrets.sessionSecret,
      port,
      databaseUrl,
      clickhouseUrl,
    };
  };
  let url = '';
  const child = (name: string, module: string): Supervised =>
    supervise(
      processUnit({
        name,
        module,
        runtime,
        onReady: (message) => {
          url = message.url ?? url;
        },
      }),
      hooks,
    );
  const children = [
    ...(settings.roles.includes('api') || settings.roles.includes('collector') ? [child('api', './api.ts')] : []),
    ...(settings.roles.includes('worker') || settings.roles.includes('scheduler') ? [child('worker', './worker.ts')] : []),
  ];
  return {
    databaseUrl,
    clickhouseUrl,
    units: [...engines.units, ...children],
    start: async () => {
      const starting = children.map((unit) => unit.start()); // they load their modules while the engines start
      await engines.start();
      served.resolve();
      await Promise.all(starting);
      return url;
    },
    stop: async () => {
      served.resolve();
      await Promise.all(children.map((unit) => unit.stop()));
      await engines.stop();
    },
  };
}
