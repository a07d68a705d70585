import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault, type FaultDetail } from '#kernel';
import { wrongNetworks } from './outbound/networks.ts';

/** The parts of the product one process tree runs; `collector` and `api` share one process, `worker` and `scheduler` the other. */
export type Role = 'collector' | 'worker' | 'api' | 'scheduler';
const allRoles: readonly Role[] = ['collector', 'worker', 'api', 'scheduler'];

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the data folder. */
  readonly data: string;
  readonly adminKey: string | undefined;
  readonly writeKey: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly timezone: string;
  readonly clockOffsetMs: number;
  readonly roles: readonly Role[];
  /** How people reach the console from outside, such as https://cdp.example.com; undefined: as the request says. */
  readonly publicUrl: string | undefined;
  /** Whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses, ranges, `loopback`. */
  readonly trustProxy: string;
  /** Whether webhooks and bots may have addresses of this machine or network. */
  readonly allowsPrivateHooks: boolean;
  /** Where databases and buckets may be that data is fetched from: `networksOf` reads it. */
  readonly sourceNetworks: string;
  /** Absolute paths of the folders that may be watched for files, with what is in them. */
  readonly watchedFolders: readonly string[];
}

export type Origin = 'flag' | 'environment' | 'default' | 'data folder' | 'embedded';

/** Where one setting's value came from; `value` is its text, undefined when nothing was said. */
export interface SettingOrigin {
  readonly name: string;
  readonly environment: string | undefined;
  readonly flag: string | undefined;
  readonly value: string | undefined;
  readonly origin: Origin;
  readonly isSecret: boolean;
  readonly meaning: string;
}

interface Definition {
  readonly name: string;
  readonly environment?: string;
  readonly flag?: string;
  readonly default?: string;
  /** Origin when neither flag nor environment says anything. */
  readonly otherwise: Origin;
  readonly isSecret?: boolean;
  readonly meaning: string;
  /** What is wrong with a value, or undefined. */
  check(value: string): string | undefined;
}

const anything = (): undefined => undefined;
const isPort = (text: string): string | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? undefined : 'must be a port number, 0 to 65535 (0: any free one)';
const isUrl = (protocols: readonly string[]) => (text: string) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol) ? undefined : `must be a URL that begins with ${protocols.join(' or ')}`;
const noZone = 'must be an IANA time zone such as Asia/Shanghai';
const isZone = (text: string): string | undefined => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone === '' ? noZone : undefined;
  } catch {
    return noZone;
  }
};

const foldersIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '');

const definitions = (systemTimezone: string): readonly Definition[] => [
  { name: 'port', environment: 'DANQING_PORT', flag: 'port', default: '8080', otherwise: 'default', meaning: 'where HTTP is served', check: isPort },
  {
    name: 'host',
    environment: 'DANQING_HOST',
    flag: 'host',
    default: '127.0.0.1',
    otherwise: 'default',
    meaning: 'the address HTTP listens on',
    check: anything,
  },
  { name: 'data', environment: 'DANQING_DATA', flag: 'data', default: './data', otherwise: 'default', meaning: 'the data folder', check: anything },
  {
    name: 'adminKey',
    environment: 'DANQING_ADMIN_KEY',
    otherwise: 'data folder',
    isSecret: true,
    meaning: 'may do everything over HTTP',
    check: (text) => (/^[\x21-\x7e]+$/.test(text) ? undefined : 'must be printable characters without spaces'),
  },
  {
    name: 'writeKey',
    environment: 'DANQING_WRITE_KEY',
    otherwise: 'data folder',
    isSecret: true,
    meaning: 'the write key of the first source, web',
    check: (text) => (writeKeyForm.test(text) ? undefined : 'must be the letter c and 24 letters or digits'),
  },
  {
    name: 'databaseUrl',
    environment: 'DATABASE_URL',
    otherwise: 'embedded',
    isSecret: true,
    meaning: 'a PostgreSQL server to use instead of the embedded one',
    check: isUrl(['postgres:', 'postgresql:']),
  },
  {
    name: 'clickhouseUrl',
    environment: 'CLICKHOUSE_URL',
    otherwise: 'embedded',
    isSecret: true,
    meaning: 'a ClickHouse server to use instead of the embedded one',
    check: isUrl(['http:', 'https:']),
  },
  {
    name: 'logUrl',
    environment: 'LOG_URL',
    otherwise: 'embedded',
    isSecret: true,
    meaning: 'an event log beyond one machine',
    check: () => 'is not supported by this version: the event log is the embedded one; leave it unset',
  },
  {
    name: 'timezone',
    environment: 'DANQING_TIMEZONE',
    default: systemTimezone,
    otherwise: 'default',
    meaning: "where the first workspace's days begin",
    check: isZone,
  },
  {
    name: 'clockOffset',
    environment: 'DANQING_CLOCK_OFFSET',
    default: '0',
    otherwise: 'default',
    meaning: 'milliseconds added to the clock, for tests from outside',
    check: (text) => (/^[+-]?\d{1,14}$/.test(text) ? undefined : 'must be whole milliseconds'),
  },
  {
    name: 'publicUrl',
    environment: 'DANQING_PUBLIC_URL',
    otherwise: 'default',
    meaning: 'how people reach the console, when a proxy changes the address; for links and for the check of origins',
    check: isUrl(['http:', 'https:']),
  },
  {
    name: 'trustProxy',
    environment: 'DANQING_TRUST_PROXY',
    default: 'loopback',
    otherwise: 'default',
    meaning: 'proxies whose X-Forwarded-* headers are believed: addresses or ranges, separated by commas',
    check: (text) => (/^[\w.:/, ]+$/.test(text) ? undefined : 'must be a list of addresses or ranges'),
  },
  {
    name: 'allowPrivateHooks',
    environment: 'DANQING_ALLOW_PRIVATE_HOOKS',
    default: 'no',
    otherwise: 'default',
    meaning: 'yes: webhooks and bots may have addresses of this machine or network',
    check: (text) => (text === 'yes' || text === 'no' ? undefined : 'must be yes or no'),
  },
  {
    name: 'sourceNetworks',
    environment: 'DANQING_SOURCE_NETWORKS',
    default: 'public,private',
    otherwise: 'default',
    meaning: 'where databases and buckets may be that data is fetched from: public, private, loopback (this machine), addresses or ranges',
    check: wrongNetworks,
  },
  {
    name: 'watchedFolders',
    environment: 'DANQING_WATCHED_FOLDERS',
    otherwise: 'default',
    meaning: 'folders that may be watched for files, separated by commas; none unless it is said',
    check: (text) => (foldersIn(text).every((folder) => isAbsolute(folder) && folder !== '/') ? undefined : 'must be a list of absolute paths of folders'),
  },
  {
    name: 'roles',
    flag: 'roles',
    default: allRoles.join(','),
    otherwise: 'default',
    meaning: 'which parts run here',
    check: (text) => (text.split(',').every(isRole) ? undefined : `must be a list out of ${allRoles.join(',')}`),
  },
];

/** The form of every write key. */
export const writeKeyForm = /^c[A-Za-z0-9]{24}$/;
const isRole = (text: string): text is Role => allRoles.some((role) => role === text);

/** The settings as a person reads them who asks for --help. */
export const settingsHelp = (): string =>
  definitions('the system’s')
    .map((setting) => [setting.flag === undefined ? '' : `--${setting.flag}`, setting.environment ?? '', setting.default ?? '', setting.meaning])
    .map(
      ([flag = '', variable = '', fallback = '', meaning = '']) =>
        `  ${flag.padEnd(9)} ${variable.padEnd(22)} ${meaning}${fallback === '' ? '' : ` (${fallback})`}`,
    )
    .join('\n');

/** Flags that `parseArgs` or a command line has to know; each takes a value. */
export const settingFlags: readonly string[] = definitions('UTC').flatMap((definition) => definition.flag ?? []);

export interface SettingSources {
  /** Values by flag name, without dashes. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What a relative data folder is relative to. */
  readonly folder: string;
  readonly systemTimezone: string;
}

/** Reads every setting: flag wins over environment, environment over default. An empty environment variable counts as unset. Throws DQ_SETTINGS with all that is wrong. */
export function resolveSettings(sources: SettingSources): { readonly settings: Settings; readonly origins: readonly SettingOrigin[] } {
  const known = definitions(sources.systemTimezone);
  const origins = known.map((definition) => originOf(definition, sources));
  refuseWrong([...unknownVariables(known, sources.environment), ...wrongValues(known, origins)]);
  const text = (name: string): string | undefined => origins.find((origin) => origin.name === name)?.value;
  const settings: Settings = {
    port: Number(text('port')),
    host: text('host') ?? '127.0.0.1',
    data: resolve(sources.folder, text('data') ?? './data'),
    adminKey: text('adminKey'),
    writeKey: text('writeKey'),
    databaseUrl: text('databaseUrl'),
    clickhouseUrl: text('clickhouseUrl'),
    timezone: text('timezone') ?? 'UTC',
    clockOffsetMs: Number(text('clockOffset')),
    roles: allRoles.filter((role) => text('roles')?.split(',').includes(role)),
    publicUrl: text('publicUrl'),
    trustProxy: text('trustProxy') ?? 'loopback',
    allowsPrivateHooks: text('allowPrivateHooks') === 'yes',
    sourceNetworks: text('sourceNetworks') ?? '',
    watchedFolders: foldersIn(text('watchedFolders') ?? ''),
  };
  return { settings, origins };
}

function originOf(definition: Definition, { flags, environment }: SettingSources): SettingOrigin {
  const flagValue = definition.flag === undefined ? undefined : flags[definition.flag];
  const variable = definition.environment === undefined ? undefined : environment[definition.environment];
  const common = {
    name: definition.name,
    environment: definition.environment,
    flag: definition.flag,
    isSecret: definition.isSecret ?? false,
    meaning: definition.meaning,
  };
  if (flagValue !== undefined) return { ...common, value: flagValue, origin: 'flag' };
  if (variable !== undefined && variable !== '') return { ...common, value: variable, origin: 'environment' };
  return { ...common, value: definition.default, origin: definition.otherwise };
}

const unknownVariables = (known: readonly Definition[], environment: SettingSources['environment']): FaultDetail[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('DANQING_') && !known.some((definition) => definition.environment === name))
    .map((name) => ({
      path: name,
      code: 'unknown',
      message: `${name} is not a setting`,
      suggestion: `known: ${known.flatMap((definition) => definition.environment ?? []).join(', ')}`,
    }));

const wrongValues = (known: readonly Definition[], origins: readonly SettingOrigin[]): FaultDetail[] =>
  known.flatMap((definition, index) => {
    const origin = origins[index];
    if (origin?.value === undefined) return [];
    const wrong = definition.check(origin.value);
    const name = origin.origin === 'flag' ? `--${definition.flag}` : (definition.environment ?? `--${definition.flag}`);
    return wrong === undefined ? [] : [{ path: name, code: 'invalid', message: `${name} ${wrong}` }];
  });

function refuseWrong(errors: readonly FaultDetail[]): void {
  if (errors.length === 0) return;
  throw new Fault(
    'DQ_SETTINGS',
    400,
    errors.map((error) => (error.suggestion === undefined ? error.message : `${error.message} (${error.suggestion})`)).join('; '),
    { errors },
  );
}

/** Settings of a process started with these arguments; an unknown flag is an error. */
export function settingsFromArguments(args: readonly string[], environment: SettingSources['environment'], folder: string): ReturnType<typeof resolveSettings> {
  return resolveSettings({ flags: parseFlags(args), environment, folder, systemTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}

function parseFlags(args: readonly string[]): Record<string, string | undefined> {
  try {
    const options = Object.fromEntries(settingFlags.map((flag) => [flag, { type: 'string' as const }]));
    return { ...parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values };
  } catch (error) {
    throw new Fault('DQ_SETTINGS', 400, error instanceof Error ? error.message : String(error), { cause: error });
  }
}
