import { join } from 'node:path';
import { clickhouseUnit, clickhouseUser } from './clickhouse.ts';
import { freePort } from './free-port.ts';
import { postgresUnit, postgresUser } from './postgres.ts';
import { supervise, type Supervised, type SuperviseOptions } from './supervise.ts';

/** The one database of each engine. */
export const databaseName = 'danqing';

export interface EnginesOptions extends SuperviseOptions {
  readonly data: string;
  readonly postgresPassword: string;
  readonly clickhousePassword: string;
  /** Servers to use instead: nothing is started for them. */
  readonly databaseUrl?: string | undefined;
  readonly clickhouseUrl?: string | undefined;
  /** Ports of the last start, used again when they are free. */
  readonly ports?: { readonly postgres?: number | undefined; readonly clickhouse?: number | undefined };
  readonly dictionarySources?: readonly string[];
  readonly postgresSettings?: Readonly<Record<string, string>>;
}

export interface Engines {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly ports: { readonly postgres?: number; readonly clickhouse?: number };
  /** What runs here; empty when both are servers elsewhere. */
  readonly units: readonly Supervised[];
  /** Resolves when all of them serve. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Prepares the engines that are not servers elsewhere; `start` starts them. */
export async function prepareEngines(options: EnginesOptions): Promise<Engines> {
  const logs = join(options.data, 'logs');
  const [postgres, clickhouse] = await Promise.all([embeddedPostgres(options, logs), embeddedClickHouse(options, logs)]);
  const units = [postgres.unit, clickhouse.unit].filter((unit) => unit !== undefined);
  return {
    databaseUrl: postgres.url,
    clickhouseUrl: clickhouse.url,
    ports: { ...(postgres.port === undefined ? {} : { postgres: postgres.port }), ...(clickhouse.port === undefined ? {} : { clickhouse: clickhouse.port }) },
    units,
    start: async () => {
      await Promise.all(units.map((unit) => unit.start()));
    },
    stop: async () => {
      await Promise.all(units.map((unit) => unit.stop()));
    },
  };
}

interface Prepared {
  readonly url: string;
  readonly port?: number;
  readonly unit?: Supervised;
}

async function embeddedPostgres(options: EnginesOptions, logs: string): Promise<Prepared> {
  if (options.databaseUrl !== undefined) return { url: options.databaseUrl };
  const port = await freePort(options.ports?.postgres);
  const unit = await postgresUnit({
    data: options.data,
    port,
    password: options.postgresPassword,
    logs,
    say: options.say,
    settings: options.postgresSettings ?? {},
  });
  return { url: `postgres://${postgresUser}:${options.postgresPassword}@127.0.0.1:${port}/${databaseName}`, port, unit: supervise(unit, options) };
}

async function embeddedClickHouse(options: EnginesOptions, logs: string): Promise<Prepared> {
  if (options.clickhouseUrl !== undefined) return { url: options.clickhouseUrl };
  const port = await freePort(options.ports?.clickhouse);
  const dictionarySources = options.dictionarySources ?? [`${databaseName}.profile_alias`];
  const unit = await clickhouseUnit({ data: options.data, port, password: options.clickhousePassword, logs, say: options.say, dictionarySources });
  return { url: `http://${clickhouseUser}:${options.clickhousePassword}@127.0.0.1:${port}/${databaseName}`, port, unit: supervise(unit, options) };
}
