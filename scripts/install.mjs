/** Installs the packages of package-lock.json when they are missing or others. Plain Node 20, no packages. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Node that everything runs on: the one in node_modules, or this one when it is new enough and that one cannot be had. */
export function pinnedNode(root) {
  const pinned = join(root, 'node_modules/node/bin/node');
  return existsSync(pinned) ? pinned : process.execPath;
}

/** Quiet when there is nothing to do; otherwise says what it does, and shows npm's words only when it fails. */
export async function ensurePackages(root, say) {
  const wanted = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(wanted).digest('hex');
  const stamp = join(root, 'node_modules/.danqing-installed');
  if (textOf(stamp) === hash && works(root)) return;
  if (!isInstalled(root, JSON.parse(wanted)) || !works(root)) await install(root, say);
  if (!works(root)) {
    say('The pinned Node (npm package `node`) could not be installed, and this Node is older than 24. See the messages above, or install Node 24.');
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

const works = (root) =>
  existsSync(join(root, 'node_modules')) &&
  Number(spawnSync(pinnedNode(root), ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).stdout) >= 24;

/** Whether node_modules holds what the lock file names, whoever put it there; packages for other systems need not be there. */
function isInstalled(root, lock) {
  const text = textOf(join(root, 'node_modules/.package-lock.json'));
  if (text === undefined) return false;
  const { packages: installed } = JSON.parse(text);
  return Object.entries(lock.packages).every(
    ([path, { version, optional, link }]) =>
      !path.includes('node_modules/') || link || (installed[path] === undefined ? optional === true : installed[path].version === version),
  );
}

async function install(root, say) {
  say('Installing packages (about 1 GB, most of it the ClickHouse engine; once) …');
  const started = Date.now();
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other systems, which registries that mirror only
  // some of them make npm write. Versions and checksums are those of the lock file here too, and it stays as it is.
  const ok = await run(root, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], say);
  if (!ok) process.exit(1);
  // The package `node` fetches its binary in an install script; where those are switched off it is asked for here.
  const nodePackage = join(root, 'node_modules/node');
  if (existsSync(nodePackage) && !existsSync(join(nodePackage, 'bin/node')))
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: nodePackage, stdio: 'inherit' });
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** npm by the path that npm itself tells its scripts, otherwise the one on PATH. */
function run(root, args, say) {
  const cli = process.env.npm_execpath;
  const [command, before] = cli !== undefined && /\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(command, [...before, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => {
      say(`npm cannot be run: ${error.message}`);
      resolve(false);
    });
    child.once('close', (code) => {
      if (code !== 0) say(`${output}\nnpm ${args[0]} failed (exit code ${code}).`);
      resolve(code === 0);
    });
  });
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
