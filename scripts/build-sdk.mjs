/**
 * Builds our own SDKs. `ensureWebSdk` makes the script that the collector serves, when its sources are others than those it was built from; plain
 * Node, called by run.mjs before anything is served. As a program (`npm pack` calls it) it builds all that is published: scripts, modules and types.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv, execPath, exit, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const script = { input: 'sdk/web/src/script.ts', file: 'sdk/web/dist/danqing.js', format: 'iife', platform: 'browser', isMinified: true };
const modules = [
  { input: 'sdk/web/src/index.ts', file: 'sdk/web/dist/index.js', format: 'esm', platform: 'browser', isMinified: false },
  { input: 'sdk/node/src/index.ts', file: 'sdk/node/dist/index.js', format: 'esm', platform: 'node', isMinified: false },
];
/** Syntax that browsers of 2020 know. */
const TARGET = 'es2020';

/** Runs one of the project's tools; ends the process when it fails: its words say why. */
function run(root, node, say, args) {
  const { status, stdout, error } = spawnSync(node, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status === 0) return;
  say(`${stdout ?? ''}${error?.message ?? ''}\nThe SDK could not be built.`);
  exit(1);
}

function bundle(root, node, say, { input, file, format, platform, isMinified }) {
  const to = ['--format', format, '--platform', platform, '--file', file, '--logLevel', 'warn', '--transform.target', TARGET];
  run(root, node, say, ['node_modules/rolldown/bin/cli.mjs', input, ...to, ...(isMinified ? ['--minify'] : [])]);
}

function hashOfInputs(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'scripts/build-sdk.mjs')));
  const files = ['sdk/shared', 'sdk/web/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort((a, b) => (a < b ? -1 : 1)),
  );
  for (const file of [...files, join(root, 'sdk/web/package.json')]) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Quiet; a tenth of a second when there is something to do. */
export function ensureWebSdk(root, node, say) {
  const stamp = join(root, 'sdk/web/dist/.built-from');
  const hash = hashOfInputs(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  bundle(root, node, say, script);
  const built = join(root, script.file);
  writeFileSync(`${built}.gz`, gzipSync(readFileSync(built), { level: 9 }));
  writeFileSync(stamp, hash);
}

function buildAll(root, node, say) {
  ensureWebSdk(root, node, say);
  for (const each of modules) bundle(root, node, say, each);
  for (const name of ['web', 'node']) {
    const out = `sdk/${name}/dist/types`;
    rmSync(join(root, out), { recursive: true, force: true });
    run(root, node, say, [
      'node_modules/typescript/bin/tsc',
      '-p',
      `sdk/${name}`,
      '--noEmit',
      'false',
      '--emitDeclarationOnly',
      '--declaration',
      '--incremental',
      'false',
      '--rootDir',
      'sdk',
      '--outDir',
      out,
    ]);
    copyFileSync(join(root, 'LICENSE'), join(root, 'sdk', name, 'LICENSE'));
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) buildAll(fileURLToPath(new URL('..', import.meta.url)), execPath, (message) => stderr.write(`${message}\n`));
