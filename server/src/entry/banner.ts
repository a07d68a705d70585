import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Secrets, type Settings, writeAtomically } from '#platform/boot';

/** What people read when the product serves; the keys only the first time, and never one that they gave themselves. `link`: while there is no owner. */
export function banner(settings: Settings, secrets: Secrets, url: string, elapsedMs: number, link: string | undefined): string {
  const marker = join(settings.data, 'run', 'keys-shown');
  const lines = ['', `  Danqing 丹青 is ready at ${url}   (${(elapsedMs / 1000).toFixed(1)} s)`, `  data folder ${settings.data}`];
  if (!existsSync(marker)) {
    lines.push(
      '',
      '  Shown once, kept in the data folder (secrets.json):',
      `    admin key  ${settings.adminKey === undefined ? secrets.adminKey : 'as given in DANQING_ADMIN_KEY'}`,
      `    write key  ${settings.writeKey ?? secrets.writeKey}   (source web)`,
    );
    writeAtomically(marker, '');
  }
  if (link !== undefined) lines.push('', '  Open this to become the owner (once, within 24 h) · 打开此链接成为所有者:', `    ${link}`);
  return [...lines, '', '  Ctrl-C stops everything.', ''].join('\n');
}
