import { readdirSync, readFileSync } from 'node:fs';

interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): readonly ProcessInfo[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = textOf(`/proc/${name}/stat`);
      const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = textOf(`/proc/${name}/cmdline`)?.replaceAll('\0', ' ') ?? '';
      return fields === undefined ? [] : [{ pid: Number(name), parent: Number(fields[1]), command }];
    });
}

/** A process and everything below it. */
export function treeOf(rootPid: number): readonly ProcessInfo[] {
  const all = processes();
  const below = (pid: number): readonly ProcessInfo[] => all.filter((each) => each.parent === pid).flatMap((each) => [each, ...below(each.pid)]);
  return [...all.filter((each) => each.pid === rootPid), ...below(rootPid)];
}

/** Whether a process still runs. One that has ended stays in the table until its new parent, the system's first process, asks for its exit code. */
export function isRunning(pid: number): boolean {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat !== undefined && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

/** Sum of the proportional set sizes of a process tree in MB: shared pages are counted once. npm itself is left out. */
export function memoryMb(rootPid: number): number {
  const kilobytes = treeOf(rootPid)
    .filter(({ command }) => !/(^|\/)npm(-cli\.js)?( |$)/.test(command.split(' ').slice(0, 2).join(' ')))
    .map(({ pid }) => Number(/^Pss: +(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // the process ended meanwhile, or is not ours to look at
  }
}
