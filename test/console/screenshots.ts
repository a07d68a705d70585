/**
 * `npm run screenshots [-- name…]`: pictures of every page, in both sizes, languages and themes, with the demo retailer's data, in `screenshots/`.
 * Not a test: somebody looks at them.
 */
import type { Browser } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startChromium } from '../browser/chromium.ts';
import type { Product } from '../product.ts';
import { type Language, type Look, newContext, overflowOf, settled, type Size, type Theme, watchedPage } from './browser.ts';
import { startProductWithFolder } from './channels.ts';
import { makeExamples } from './examples.ts';
import { type Account, makeOwner, signIn } from './people.ts';
import { type Screen, screens } from './screens.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    customers: { type: 'string', default: '3000' },
    size: { type: 'string' },
    language: { type: 'string' },
    theme: { type: 'string' },
    out: { type: 'string', default: 'screenshots' },
  },
});

const say = (text: string): boolean => process.stderr.write(`${text}\n`);
const chosen = <T extends string>(all: readonly T[], wanted: string | undefined): readonly T[] =>
  wanted === undefined ? all : all.filter((each) => each === wanted);

/** The demo retailer in the workspace `default`, with its pack switched on. */
async function fill(product: Product): Promise<void> {
  const { code, stderr } = await product.danqing('demo', '--customers', values.customers, '--workspace', 'default');
  if (code !== 0) throw new Error(stderr);
  await product.api('POST', '/packs/retail/adopt', {});
  await makeExamples(product);
}

const looks: readonly Required<Look>[] = chosen<Size>(['desktop', 'phone'], values.size).flatMap((size) =>
  chosen<Language>(['zh', 'en'], values.language).flatMap((language) =>
    chosen<Theme>(['light', 'dark'], values.theme).map((theme) => ({ size, language, theme })),
  ),
);

/** Every screen in one look; those outside of a workspace are drawn for somebody who is not signed in. */
async function shoot(browser: Browser, product: Product, account: Account, list: readonly Screen[], look: Required<Look>): Promise<void> {
  const folder = join(values.out, `${look.size}-${look.language}-${look.theme}`);
  mkdirSync(folder, { recursive: true });
  const context = await newContext(browser, look);
  const { page, faults } = await watchedPage(context, product);
  const isOutside = ({ path }: Screen): boolean => path.startsWith('/');
  const take = async ({ name, path }: Screen): Promise<void> => {
    await page.goto(product.url + (path.startsWith('/') ? path : `/w/default/${path}`));
    await settled(page);
    await page.waitForTimeout(400);
    const overflow = await overflowOf(page);
    if (overflow > 0) say(`${folder}/${name}: scrolls sideways by ${overflow} px`);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  };
  for (const screen of list.filter(isOutside)) await take(screen);
  await signIn(context, product, account);
  for (const screen of list.filter((each) => !isOutside(each))) await take(screen);
  for (const fault of new Set(faults)) say(`${folder}: ${fault}`);
  await context.close();
  say(folder);
}

const product = await startProductWithFolder();
try {
  await fill(product);
  const list = positionals.length === 0 ? screens : screens.filter(({ name }) => positionals.some((wanted) => name.startsWith(wanted)));
  const [browser, owner] = [await startChromium(), await makeOwner(product)];
  for (const look of looks) await shoot(browser, product, owner, list, look);
  await browser.close();
} finally {
  await product.stop();
}
