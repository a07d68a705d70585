/** Every page of the console in a real Chromium, in both sizes, languages and themes: nothing broken, nothing scrolls sideways, no serious fault for screen readers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../browser/chromium.ts';
import { axeFaults } from '../console/axe.ts';
import type { Look } from '../console/browser.ts';
import { startWalk, type Walk, walkAll } from '../console/walk.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the pages of the console, because there is no Chromium (install the Debian package `chromium`)\n');

const looks: readonly Required<Look>[] = [
  { language: 'zh', size: 'desktop', theme: 'light' },
  { language: 'en', size: 'phone', theme: 'dark' },
  { language: 'zh', size: 'phone', theme: 'light' },
  { language: 'en', size: 'desktop', theme: 'dark' },
];

describe.skipIf(chromiumPath === undefined)('the pages of the console', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await startWalk();
  });
  afterAll(() => walk?.stop());

  it.each(looks)('are whole and can be read by everybody in $language, $size, $theme', async (look) => {
    expect(await walkAll(walk, look, axeFaults)).toEqual([]);
  });
});
