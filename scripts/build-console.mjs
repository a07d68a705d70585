/** Builds the console when its sources are others than those it was built from. Plain Node, called by run.mjs before anything is served. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const inputs = [
  'console/src',
  'console/public',
  'console/index.html',
  'console/vite.config.ts',
  'console/package.json',
  'contracts/src',
  'package-lock.json',
  'scripts/build-console.mjs',
];

function* filesOf(path) {
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* filesOf(child);
    else yield child;
  }
}

function hashOfInputs(root) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = join(root, input);
    const files = input.includes('.') ? [path] : filesOf(path);
    for (const file of files) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Beside each file that is worth it its compressed forms, so that serving one costs no processor time. */
function compress(dist) {
  for (const file of filesOf(dist)) {
    if (!/\.(js|css|svg|json)$/.test(file)) continue;
    const content = readFileSync(file);
    if (content.length < 1024) continue;
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
  }
}

/** Quiet when there is nothing to do. Ends the process when the build fails: its words say why. */
export function ensureConsole(root, node, say) {
  const dist = join(root, 'console/dist');
  const stamp = join(dist, '.built-from');
  const hash = hashOfInputs(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Building the console …');
  const started = Date.now();
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status, stdout, stderr, error } = spawnSync(node, [vite, 'build', '--logLevel', 'error'], {
    cwd: join(root, 'console'),
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) {
    say(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\nThe console could not be built.`);
    process.exit(1);
  }
  compress(dist);
  writeFileSync(stamp, hash);
  say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
}
