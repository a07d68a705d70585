import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFolder, dataFormat, formatOf, holderOf, readSecrets, type Settings } from '#platform/boot';
import { type Check, failed, ok, reasonOf, warning } from './check.ts';

/** The data folder: whose it is, who uses it, which version wrote it, whether its secrets are secret. */
export function checkFolder(settings: Settings): readonly Check[] {
  const { data } = settings;
  if (!existsSync(data)) return [ok('data folder', `${data} is not there yet; the first start makes it`)];
  const checks = [checkWritable(data), checkFormat(data), checkLock(data), checkSecrets(data), checkPostgresPlace(data)];
  return checks.filter((check) => check !== undefined);
}

function checkWritable(data: string): Check {
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('data folder', data);
  } catch {
    return failed('data folder', `${data} cannot be written by this user (${process.getuid?.() ?? ''})`, 'run as its owner, or give this user the right to it');
  }
}

function checkFormat(data: string): Check | undefined {
  const format = formatOf(data);
  if (format === undefined) return undefined;
  if (format > dataFormat)
    return failed('data format', `${format}; this version knows ${dataFormat}`, 'a newer version wrote it: start that one, or restore a backup');
  return ok('data format', String(format));
}

function checkLock(data: string): Check {
  const holder = holderOf(data);
  if (holder !== undefined) return ok('lock', `held by the running Danqing, process ${holder.pid}`);
  return ok('lock', existsSync(join(data, 'run', 'lock.json')) ? 'left behind by a start that was killed; the next start takes it over' : 'free');
}

function checkSecrets(data: string): Check | undefined {
  const file = join(data, 'secrets.json');
  if (!existsSync(file)) return undefined;
  try {
    readSecrets(data);
  } catch (error) {
    return failed('secrets', reasonOf(error), 'run as the owner of the data folder; if the file is damaged, restore a backup');
  }
  const mode = statSync(file).mode & 0o777;
  return (mode & 0o077) === 0 ? ok('secrets', 'readable by their owner only') : warning('secrets', `${file} has mode ${mode.toString(8)}`, `chmod 600 ${file}`);
}

function checkPostgresPlace(data: string): Check | undefined {
  const cluster = clusterFolder(data);
  if (cluster === join(data, 'postgres')) return undefined;
  const advice = `PostgreSQL cannot run as root, so Danqing runs it as nobody, who cannot reach the data folder. It belongs to the data: keep both, or start as an ordinary user`;
  return existsSync(cluster)
    ? warning('PostgreSQL files', `in ${cluster}`, advice)
    : failed('PostgreSQL files', `${cluster} is gone`, 'bring it back, or restore a backup');
}
