import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the system's browser is; undefined where there is none. */
export const chromiumPath: string | undefined = CANDIDATES.find((path) => existsSync(path));

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `more`: switches of this browser's own. */
export async function startChromium(more: readonly string[] = []): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium on this machine');
  // Without a locale of UTF-8 it cannot open a file whose name is Chinese, and says nothing: a file that is chosen is not there.
  return await chromium.launch({ executablePath: chromiumPath, args: [...ARGUMENTS, ...more], env: { ...process.env, LC_ALL: 'C.UTF-8' } });
}
