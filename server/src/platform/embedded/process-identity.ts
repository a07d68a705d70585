import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isJsonObject } from '#kernel';

/** A process by number and start: numbers are used again, the pair is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; empty where the system does not tell. */
  readonly startedAt: string;
}

export function parseIdentity(value: unknown): ProcessIdentity | undefined {
  if (!isJsonObject(value)) return undefined;
  const { pid, startedAt } = value;
  return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
}

export const identityOf = (pid: number): ProcessIdentity => ({ pid, startedAt: startOf(pid) });
export const thisProcess = (): ProcessIdentity => identityOf(process.pid);

export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  return isRunning(pid) && startOf(pid) === startedAt;
}

/** Whether a process of this number exists and is not a zombie. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A process that has ended and whose parent has not asked for its exit code yet. Its number still answers to signals. */
export const isZombie = (pid: number): boolean => statOf(pid)?.[0] === 'Z';

/** Running processes that work in a folder; none where the system does not tell. */
export function processesIn(folder: string): readonly number[] {
  if (!existsSync('/proc/self/cwd')) return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => folderOf(pid) === folder);
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // ended meanwhile, or not ours to look at
  }
}

/** The command line of a process, words joined by spaces; empty when it cannot be known. */
export function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
  return ps(pid, 'command=');
}

/** Linux: ticks since boot (field 22 of stat) within one boot; elsewhere what ps says. */
function startOf(pid: number): string {
  if (!existsSync('/proc/self/stat')) return ps(pid, 'lstart=');
  const ticks = statOf(pid)?.[19];
  return ticks === undefined ? '' : `${bootId()}:${ticks}`;
}

/** Fields of /proc/<pid>/stat after the command's name (which may hold anything): [0] is the state, [19] the start. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

const ps = (pid: number, field: string): string => spawnSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
