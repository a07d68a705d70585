/** Every page of the console in a real Chromium, on a phone. With axe and in other looks: test/long/console-pages.long.ts. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from './browser/chromium.ts';
import { screens } from './console/screens.ts';
import { startWalk, type Walk, walkAll } from './console/walk.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the pages of the console, because there is no Chromium (install the Debian package `chromium`)\n');

it('has a picture of every route', () => {
  const routes = [...readFileSync(new URL('../console/src/routes.tsx', import.meta.url), 'utf8').matchAll(/page\('([^'*]+)'/g)].map(([, route]) => route);
  expect(routes.length).toBeGreaterThan(5);
  expect(routes.filter((route) => route !== '/' && !screens.some((screen) => screen.route === route))).toEqual([]);
});

describe.skipIf(chromiumPath === undefined)('the pages of the console', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await startWalk();
  });
  afterAll(() => walk?.stop());

  it('are whole, and fit a phone', async () => {
    expect(await walkAll(walk, { language: 'zh', size: 'phone', theme: 'light' })).toEqual([]);
  });
});
