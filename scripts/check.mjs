// The gate: format → lint → types → boundaries → dead code → pure tests, as named in package.json's check:… scripts.
// Runs them all, so that one look shows everything; ends with 1 when any fails. `scripts/check.mjs lint types` runs only those.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const order = ['format', 'lint', 'types', 'boundaries', 'dead-code', 'tests'];
const mendWith = { format: 'npx biome format --write .' };
// The pinned Node first: the tools must not run on an older one that the system has.
const path = [`${root}node_modules/.bin`, `${root}node_modules/node/bin`, process.env.PATH].join(delimiter);

function run(name) {
  const startedMs = Date.now();
  const result = spawnSync(scripts[`check:${name}`], {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PATH: path, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  const isGood = result.status === 0;
  console.log(`${isGood ? styleText('green', '✔') : styleText('red', '✘')} ${name} (${seconds} s)`);
  if (!isGood) {
    console.log(result.error === undefined ? `${result.stdout}${result.stderr}` : String(result.error));
    if (mendWith[name] !== undefined) console.log(`mend with: ${mendWith[name]}`);
  }
  return isGood;
}

const asked = process.argv.slice(2);
const failed = (asked.length === 0 ? order : asked).filter((name) => !run(name));
if (failed.length > 0) {
  console.error(styleText('red', `failed: ${failed.join(', ')}`));
  process.exitCode = 1;
}
