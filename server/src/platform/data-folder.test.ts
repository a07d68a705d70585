import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataFormat, holderOf, openDataFolder } from './data-folder.ts';
import { identityOf } from './embedded/process-identity.ts';
import { ensureSecrets, readSecrets } from './secrets.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'danqing-test-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const lockFile = (): string => join(data, 'run', 'lock.json');

it('holds the folder until it is released', () => {
  const folder = openDataFolder(data);
  expect(holderOf(data)).toMatchObject({ pid: process.pid });
  folder.release();
  expect(holderOf(data)).toBeUndefined();
});

it('refuses a folder that a living process holds, and names that process', () => {
  openDataFolder(data).release();
  writeFileSync(lockFile(), JSON.stringify(identityOf(process.ppid)));
  expect(() => openDataFolder(data)).toThrow(expect.objectContaining({ code: 'DQ_DATA_LOCKED', message: expect.stringContaining(String(process.ppid)) }));
});

it('takes over the lock of a process that is gone, also when its number is used again', () => {
  openDataFolder(data).release();
  writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, startedAt: 'another boot' }));
  openDataFolder(data).release();
  writeFileSync(lockFile(), 'half writ');
  openDataFolder(data).release();
});

it('refuses a folder of a newer version and leaves it as it was', () => {
  writeFileSync(join(data, 'version.json'), JSON.stringify({ format: dataFormat + 1 }));
  expect(() => openDataFolder(data)).toThrow(expect.objectContaining({ code: 'DQ_DATA_FROM_NEWER_VERSION' }));
  expect(holderOf(data)).toBeUndefined();
  expect(readFileSync(join(data, 'version.json'), 'utf8')).toContain(String(dataFormat + 1));
});

it('refuses a place where no folder can be', () => {
  writeFileSync(join(data, 'file'), '');
  expect(() => openDataFolder(join(data, 'file', 'data'))).toThrow(expect.objectContaining({ code: 'DQ_DATA_NOT_WRITABLE' }));
});

it('makes secrets once, for their owner only, and takes keys that are given', () => {
  openDataFolder(data).release();
  const first = ensureSecrets(data, { adminKey: 'given' });
  expect(first).toMatchObject({ isNew: true, secrets: { adminKey: 'given' } });
  expect(ensureSecrets(data, { adminKey: 'later' })).toEqual({ isNew: false, secrets: first.secrets });
  expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600);
});

it('gives a data folder from before operators its session secret, and keeps everything else', () => {
  openDataFolder(data).release();
  const { sessionSecret: _sessionSecret, ...before } = ensureSecrets(data, {}).secrets;
  writeFileSync(join(data, 'secrets.json'), JSON.stringify(before));
  const after = ensureSecrets(data, {});
  expect(after).toMatchObject({ isNew: false, secrets: before });
  expect(after.secrets.sessionSecret).toMatch(/^[\w-]{43}$/);
  expect(ensureSecrets(data, {}).secrets).toEqual(after.secrets);
});

it('says that secrets are damaged instead of making others', () => {
  writeFileSync(join(data, 'secrets.json'), JSON.stringify({ adminKey: 'a' }));
  expect(() => readSecrets(data)).toThrow(expect.objectContaining({ code: 'DQ_DATA_DAMAGED' }));
});
