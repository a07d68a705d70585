import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWorld, type DemoOptions, demoOptions, realMess, sendDemo } from '@danqing/demo';
import { scoreIdentity } from '../testing/identity/truth.ts';
import { atLeast, atMost, type Bench, type BenchOptions, type Figure } from './figure.ts';
import { startSubject, type Subject } from './subject.ts';

const hourMs = 3_600_000;
const held = `
  SELECT i.kind || '=' || i.value AS identifier, i.profile_id AS profile
  FROM identify.identifier i JOIN govern.workspace w ON w.id = i.workspace WHERE w.key = $1`;

export const bench: Bench = {
  name: 'identity',
  about: 'online identity against the demo retailer’s truth, with 0, 2 and 10 % of customers on shared devices',
  run: async (options) => {
    const subject = await startSubject({ roles: ['collector', 'api', 'worker'] });
    const truth = mkdtempSync(join(tmpdir(), 'danqing-identity-'));
    try {
      const figures: Figure[] = [];
      for (const shared of options.isQuick ? [0.02] : [0, 0.02, 0.1]) figures.push(...(await measure(subject, truth, shared, options)));
      return figures;
    } finally {
      await subject.stop();
      await rm(truth, { recursive: true, force: true });
    }
  },
};

async function measure(subject: Subject, truth: string, shared: number, { profiles, isQuick, say }: BenchOptions): Promise<readonly Figure[]> {
  const until = Math.floor(Date.now() / hourMs) * hourMs;
  const demo: DemoOptions = demoOptions({ customers: profiles ?? (isQuick ? 300 : 2000), days: 365, until, mess: { ...realMess, shopTablets: shared } });
  const workspace = `shared-${shared * 1000}`;
  const { url, adminKey } = subject.product;
  const plan = { product: { url, adminKey }, workspace, truth: join(truth, workspace), connections: 4, now: Date.now, sleep: (ms: number) => sleep(ms) };
  const { totals } = await sendDemo(demo, plan, () => undefined);
  const rows = await subject.pg.query<{ identifier: string; profile: number }>(held, [workspace]);
  const byIdentifier = new Map(rows.map(({ identifier, profile }) => [identifier, profile]));
  const { precision, recall, f1, mostPeople, mixedProfiles } = scoreIdentity(createWorld(demo), (identifier) => byIdentifier.get(identifier));
  say(`${shared * 100} % shared: precision ${precision.toFixed(5)}, recall ${recall.toFixed(5)}, F1 ${f1.toFixed(5)}; ${mixedProfiles} profiles of several`);
  const note = `${demo.customers.toLocaleString('en-US')} customers, ${totals.unique.all.toLocaleString('en-US')} events, ${shared * 100} % on shared devices`;
  return [
    { name: `identity: F1, ${shared * 100} % shared`, measured: { value: f1, unit: '' }, goals: [atLeast(f1, 0.995, '')], note },
    {
      name: `identity: true people in one profile, ${shared * 100} % shared`,
      measured: { value: mostPeople, unit: 'at most' },
      goals: [atMost(mostPeople, 3, '')],
      note,
    },
  ];
}
