/**
 * What every npm script calls: installs what is missing, then runs the thing with the pinned Node of this project.
 * It runs on the system's Node (20 or newer) before anything is installed, so it uses nothing but Node itself.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { ensureConsole } from './build-console.mjs';
import { ensureWebSdk } from './build-sdk.mjs';
import { ensurePackages, pinnedNode } from './install.mjs';
import { ensureTestPrograms } from './test-programs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = (name) => `server/src/entry/${name}.ts`;
const vitest = ['node_modules/vitest/vitest.mjs', 'run'];

/** Each thing to run is a list of steps (arguments for Node); all of them run, the first failure gives the exit code. */
const things = {
  start: (args) => [{ args: [entry('supervisor'), ...args], isServer: true }],
  danqing: (args) => [{ args: [entry('danqing'), ...args] }],
  bench: (args) => [{ args: ['server/bench/main.ts', ...args] }],
  screenshots: (args) => [{ args: ['test/console/screenshots.ts', ...args] }],
  check: (args) => [{ args: ['scripts/check.mjs', ...args] }],
  'test:long': (args) => [{ title: 'long tests', args: [...vitest, '--project', 'long', '--project', 'long-db', ...args] }],
  test: (args) => [
    ...(args.length === 0 ? [{ title: 'the gate', args: ['scripts/check.mjs'] }] : []),
    { title: 'database tests', args: [...vitest, '--project', 'db', ...args] },
    { title: 'end-to-end tests', args: [...vitest, '--project', 'e2e', ...args] },
  ],
};

const say = (message) => process.stderr.write(`${message}\n`);

/** The shell and the npm above us, by number: when npm is killed, it cannot tell us. Nothing when npm did not start us. */
function starters() {
  if (process.env.npm_lifecycle_event === undefined) return '';
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/** Runs one step; signals go to it, and its end is ours. */
function runStep({ title, args, isServer = false }) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode(root), args, {
      cwd: root,
      // A server ends in order when the channel closes, that is, when this process is gone, however it died.
      stdio: title === undefined ? ['inherit', 'inherit', 'inherit', ...(isServer ? ['ipc'] : [])] : ['inherit', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: `${root}node_modules/.cache/node`, ...(title !== undefined && process.stdout.isTTY && { FORCE_COLOR: '1' }) },
    });
    let output = '';
    for (const stream of ['stdout', 'stderr']) {
      child[stream]?.on('data', (chunk) => {
        process[stream].write(chunk);
        output += chunk;
      });
    }
    const starter = starters();
    const watch = setInterval(() => starter !== starters() && child.kill('SIGTERM'), 1000);
    watch.unref();
    // Ctrl-C reaches the child by the terminal already; sent twice it would mean "at once".
    const ignore = () => undefined;
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', process.stdin.isTTY ? ignore : pass);
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, pass);
    child.once('error', (error) => {
      say(`cannot run ${pinnedNode(root)}: ${error.message}`);
      resolve({ code: 1, output });
    });
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
      const end = () => resolve({ code: code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : 9), output });
      // The last output arrives after the exit; a stray grandchild may keep the pipe open for ever.
      child.once('close', end);
      setTimeout(end, 2000);
    });
  });
}

const [name, ...args] = process.argv.slice(2);
const steps = things[name]?.(args);
if (steps === undefined) {
  say(`usage: node scripts/run.mjs ${Object.keys(things).join('|')} [arguments]`);
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < 20) {
  say(`Danqing needs Node 20 or newer to install itself; this is ${process.version}`);
  process.exit(1);
}
await ensurePackages(root, say);
if (name === 'test' || name === 'test:long' || name === 'screenshots') ensureTestPrograms(say);
if (name !== 'check' && name !== 'danqing') {
  ensureConsole(root, pinnedNode(root), say);
  ensureWebSdk(root, pinnedNode(root), say);
}

/** The lines that name what failed: they stand far above the end of a long run, and whoever reads only the end needs them. */
function namesOfFailures(output) {
  const lines = stripVTControlCharacters(output).split('\n');
  const telling = lines.filter((line) => /^\s*(FAIL|✘|\w*Error:|error |the page of the failed test:)/.test(line)).map((line) => line.slice(0, 600));
  return [...new Set(telling)].slice(0, 12);
}

const failed = [];
let exitCode = 0;
for (const step of steps) {
  if (step.title !== undefined) say(`\n── ${step.title}`);
  const { code, output } = await runStep(step);
  if (code === 0) continue;
  exitCode ||= code;
  failed.push([step.title, ...namesOfFailures(output)].join('\n  '));
  if (code > 128) break;
}
if (name === 'test') say(failed.length === 0 ? '\nAll tests passed.' : `\nFAILED: ${failed.join('\nFAILED: ')}`);
process.exit(exitCode);
