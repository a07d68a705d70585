import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '#kernel';
import { holderOf, jsonOrNothing, writeAtomically } from './data-folder.ts';

/** What a running product tells other processes of this machine, such as the command line. Kept in the data folder, for its owner only. */
export interface Running {
  /** Where HTTP is served. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  /** Where the supervisor takes orders, and the word that opens. */
  readonly control: { readonly port: number; readonly token: string };
}

interface Ports {
  readonly postgres?: number | undefined;
  readonly clickhouse?: number | undefined;
}

const fileOf = (data: string): string => join(data, 'run', 'running.json');
const portsOf = (data: string): string => join(data, 'run', 'ports.json');

/** The running product of this data folder; undefined when none runs. */
export function readRunning(data: string): Running | undefined {
  if (holderOf(data) === undefined) return undefined;
  const value = jsonOrNothing(fileOf(data));
  if (!isJsonObject(value)) return undefined;
  const { url, databaseUrl, clickhouseUrl, control } = value;
  if (typeof url !== 'string' || typeof databaseUrl !== 'string' || typeof clickhouseUrl !== 'string' || !isJsonObject(control)) return undefined;
  const { port, token } = control;
  return typeof port === 'number' && typeof token === 'string' ? { url, databaseUrl, clickhouseUrl, control: { port, token } } : undefined;
}

export const noteRunning = (data: string, running: Running): void => writeAtomically(fileOf(data), JSON.stringify(running));
export const forgetRunning = (data: string): void => rmSync(fileOf(data), { force: true });

export const notePorts = (data: string, ports: Ports): void => writeAtomically(portsOf(data), JSON.stringify(ports));

export function readPorts(data: string): Ports {
  const value = jsonOrNothing(portsOf(data));
  const port = (name: string): number | undefined => (isJsonObject(value) && typeof value[name] === 'number' ? value[name] : undefined);
  return { postgres: port('postgres'), clickhouse: port('clickhouse') };
}
