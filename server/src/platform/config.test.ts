import { expect, it } from 'vitest';
import { type SettingSources, resolveSettings, settingsFromArguments, writeKeyForm } from './config.ts';
import { makeWriteKey } from './secrets.ts';

const resolve = (sources: Partial<SettingSources> = {}) =>
  resolveSettings({ flags: {}, environment: {}, folder: '/srv/danqing', systemTimezone: 'Asia/Shanghai', ...sources });
const originOf = (name: string, sources: Partial<SettingSources>) => resolve(sources).origins.find((origin) => origin.name === name);
const faultOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it('has a default for everything', () => {
  expect(resolve().settings).toEqual({
    port: 8080,
    host: '127.0.0.1',
    data: '/srv/danqing/data',
    adminKey: undefined,
    writeKey: undefined,
    databaseUrl: undefined,
    clickhouseUrl: undefined,
    timezone: 'Asia/Shanghai',
    clockOffsetMs: 0,
    roles: ['collector', 'worker', 'api', 'scheduler'],
    publicUrl: undefined,
    trustProxy: 'loopback',
    allowsPrivateHooks: false,
    sourceNetworks: 'public,private',
    watchedFolders: [],
  });
});

it('takes the environment over the default and the flag over both, and says which it was', () => {
  expect(originOf('port', {})).toMatchObject({ value: '8080', origin: 'default' });
  expect(originOf('port', { environment: { DANQING_PORT: '9000' } })).toMatchObject({ value: '9000', origin: 'environment' });
  expect(originOf('port', { environment: { DANQING_PORT: '9000' }, flags: { port: '9001' } })).toMatchObject({ value: '9001', origin: 'flag' });
  expect(originOf('databaseUrl', {})).toMatchObject({ origin: 'embedded' });
  expect(originOf('adminKey', {})).toMatchObject({ origin: 'data folder', isSecret: true });
});

it('counts an empty variable as unset', () => {
  expect(resolve({ environment: { DANQING_PORT: '', DATABASE_URL: '' } }).settings).toMatchObject({ port: 8080, databaseUrl: undefined });
});

it('refuses variables and flags that it does not know', () => {
  expect(faultOf(() => resolve({ environment: { DANQING_PROT: '1' } }))).toMatchObject({
    code: 'DQ_SETTINGS',
    errors: [{ path: 'DANQING_PROT', code: 'unknown' }],
  });
  expect(faultOf(() => settingsFromArguments(['--prot', '1'], {}, '/'))).toMatchObject({ code: 'DQ_SETTINGS' });
  expect(faultOf(() => settingsFromArguments(['stray'], {}, '/'))).toMatchObject({ code: 'DQ_SETTINGS' });
});

it('leaves the variables of others alone', () => {
  expect(resolve({ environment: { PATH: '/bin', npm_config_port: '1' } }).settings.port).toBe(8080);
});

it.each([
  ['DANQING_PORT', '70000'],
  ['DANQING_PORT', 'http'],
  ['DANQING_TIMEZONE', 'Mars/Olympus'],
  ['DANQING_CLOCK_OFFSET', '1.5'],
  ['DANQING_WRITE_KEY', 'short'],
  ['DANQING_ADMIN_KEY', 'two words'],
  ['DATABASE_URL', 'mysql://h/d'],
  ['CLICKHOUSE_URL', 'localhost'],
  ['LOG_URL', 'nats://h'],
])('refuses %s=%s and names it', (name, value) => {
  expect(faultOf(() => resolve({ environment: { [name]: value } }))).toMatchObject({ code: 'DQ_SETTINGS', errors: [{ path: name, code: 'invalid' }] });
});

it('tells everything that is wrong at once', () => {
  expect(faultOf(() => resolve({ environment: { DANQING_PORT: 'x', DANQING_TIMEZONE: 'y', DANQING_Z: '' } }))).toMatchObject({ errors: { length: 3 } });
});

it('reads roles, and refuses unknown ones', () => {
  expect(settingsFromArguments(['--roles', 'worker,collector'], {}, '/').settings.roles).toEqual(['collector', 'worker']);
  expect(faultOf(() => settingsFromArguments(['--roles', 'worker,king'], {}, '/'))).toMatchObject({ code: 'DQ_SETTINGS', errors: [{ path: '--roles' }] });
});

it('makes write keys of the form that clients of the Segment family take', () => {
  const keys = Array.from({ length: 200 }, makeWriteKey);
  expect(keys.every((key) => writeKeyForm.test(key))).toBe(true);
  expect(new Set(keys).size).toBe(200);
});
