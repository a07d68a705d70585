/** Debian packages that tests use: a browser, a font that has Chinese characters, and a database that customers have beside ours. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const wanted = [
  { what: 'Chromium', debian: 'chromium', isThere: () => ['chromium', 'chromium-browser', 'google-chrome'].some((name) => succeeds(name, ['--version'])) },
  { what: 'a font with Chinese characters', debian: 'fonts-noto-cjk', isThere: () => succeeds('sh', ['-c', 'fc-list :lang=zh | grep -q .']) },
  {
    what: 'MariaDB',
    debian: 'mariadb-server-core mariadb-client-core',
    isThere: () => ['/usr/sbin/mariadbd', '/usr/sbin/mysqld', '/usr/local/bin/mariadbd'].some((path) => existsSync(path)),
  },
];

/** Installs them where the right is there; where it is not, says so, and the tests that need them say what they skip. */
export function ensureTestPrograms(say) {
  const missing = wanted.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const names = missing.map(({ what }) => what).join(' and ');
  const packages = missing.flatMap(({ debian }) => debian.split(' '));
  const apt = aptCommand();
  if (apt === undefined) {
    say(`${names} not found, and this user cannot install Debian packages: tests that need them are skipped (apt-get install ${packages.join(' ')}).`);
    return;
  }
  say(`Installing ${names} (apt-get install ${packages.join(' ')}) …`);
  const [command, ...before] = apt;
  const run = (args) => spawnSync(command, [...before, ...args], { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  run(['update', '-q']);
  const { status, stderr } = run(['install', '-y', '-q', '--no-install-recommends', ...packages]);
  if (status !== 0) say(`${names} could not be installed: tests that need them are skipped.\n${stderr}`);
}

function aptCommand() {
  if (!succeeds('apt-get', ['--version'])) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n', 'apt-get'] : undefined;
}
