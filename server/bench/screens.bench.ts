import type { BrowserContext } from 'playwright-core';
import { chromiumPath, startChromium } from '../../test/browser/chromium.ts';
import { newContext, settled, watchedPage } from '../../test/console/browser.ts';
import { watchingFolder } from '../../test/console/channels.ts';
import { makeExamples } from '../../test/console/examples.ts';
import { makeOwner, signIn } from '../../test/console/people.ts';
import { type Screen, screens } from '../../test/console/screens.ts';
import { newDataFolder } from '../../test/product.ts';
import { isJsonObject } from '#kernel';
import { copyPeople } from './copy-people.ts';
import { atMost, type Bench, type Figure } from './figure.ts';
import { startSubject, type Subject } from './subject.ts';

const demoCustomers = 1000;
/** A demo customer has some 84 events; a tenth of them makes ten million of a million people. */
const oneIn = 8;
const dataLimitSeconds = 1;
const askedEveryMs = 2000;

interface Answer {
  readonly path: string;
  readonly seconds: number;
}

interface Counts {
  readonly profiles: number;
  readonly events: number;
}

const COUNTS = `
  SELECT (SELECT count() FROM profile WHERE workspace = 1 AND merged_into = 0) AS profiles, (SELECT count() FROM event WHERE workspace = 1) AS events`;

/** How long each answer of the API took that a screen asked for, from request to last byte. */
async function answersOf(context: BrowserContext, subject: Subject, { path }: Screen): Promise<readonly Answer[]> {
  const { page } = await watchedPage(context, subject.product);
  const answers: Answer[] = [];
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    const { responseEnd } = request.timing();
    if (pathname.startsWith('/api/')) answers.push({ path: `${request.method()} ${pathname}`, seconds: responseEnd / 1000 });
  });
  await page.goto(`${subject.product.url}/w/default/${path}`);
  await settled(page);
  await page.close();
  return answers;
}

/** A demo of a thousand customers, copied until there are so many, with the retail pack computed over them. */
async function fill(subject: Subject, profiles: number, say: (text: string) => void): Promise<void> {
  const { product, clickhouse } = subject;
  const { code, stderr } = await product.danqing('demo', '--customers', String(demoCustomers), '--workspace', 'default');
  if (code !== 0) throw new Error(stderr);
  const [before] = await clickhouse.query<Counts>(COUNTS);
  const copies = Math.max(1, Math.round(profiles / (before?.profiles ?? demoCustomers)) - 1);
  await copyPeople(subject, { copies, oneIn, say });
  await product.api('POST', '/packs/retail/adopt', {});
  await makeExamples(product);
  const startedAt = performance.now();
  await untilComputed(subject);
  say(`the retail pack computed in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** Everything that was adopted has been computed once. */
async function untilComputed({ product }: Subject): Promise<void> {
  const count = async (state: string): Promise<number> => {
    const answer = await product.api('GET', `/tasks?state=${state}&limit=1`);
    return isJsonObject(answer) && Array.isArray(answer['items']) ? answer['items'].length : 0;
  };
  while ((await count('open')) > 0) await new Promise((resolve) => setTimeout(resolve, askedEveryMs));
}

export const bench: Bench = {
  name: 'screens',
  about: 'every screen of the console over a million demo customers: how long its slowest answer takes, the second time it is opened',
  run: async ({ profiles = 1_000_000, isQuick, data, only, say }) => {
    if (chromiumPath === undefined) {
      say('skipped: there is no Chromium (Debian package `chromium`)');
      return [];
    }
    const subject = await startSubject(watchingFolder(data ?? newDataFolder()));
    const { product, clickhouse } = subject;
    const browser = await startChromium();
    try {
      const owner = await makeOwner(product, `owner-${Date.now()}`);
      const [found] = await clickhouse.query<Counts>(COUNTS);
      if (Number(found?.profiles) === 0) await fill(subject, isQuick ? 20_000 : profiles, say);
      const [there] = await clickhouse.query<Counts>(COUNTS);
      say(`${there?.profiles.toLocaleString('en-US')} profiles, ${there?.events.toLocaleString('en-US')} events`);
      const context = await newContext(browser, {});
      await signIn(context, product, owner);
      const figures: Figure[] = [];
      for (const screen of screens.filter(({ name, path }) => !path.startsWith('/') && (only.length === 0 || only.includes(name)))) {
        const cold = await answersOf(context, subject, screen);
        const warm = await answersOf(context, subject, screen);
        const slowest = warm.reduce<Answer>((worst, answer) => (answer.seconds > worst.seconds ? answer : worst), { path: '', seconds: 0 });
        const first = Math.max(0, ...cold.map(({ seconds }) => seconds));
        say(`${screen.name}: ${slowest.seconds.toFixed(2)} s ${slowest.path}; ${warm.length} answers; first time ${first.toFixed(2)} s`);
        figures.push({
          name: `screen ${screen.name}`,
          measured: { value: slowest.seconds, unit: 's' },
          goals: [atMost(slowest.seconds, dataLimitSeconds, 's')],
          note: `${slowest.path}; first time ${first.toFixed(2)} s`,
        });
      }
      return figures;
    } finally {
      await browser.close();
      await subject.stop({ keepData: data !== undefined });
    }
  },
};
