/** The process that plays the demo's retailer: it makes messages and sends them to the collector, as browsers and tills would. */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Adoption } from '@danqing/contracts';
import { demoOptions, type Progress, realMess, sendDemo } from '@danqing/demo';
import Type from 'typebox';
import Value from 'typebox/value';
import { askProduct } from './ask.ts';

const Task = Type.Object({
  url: Type.String(),
  adminKey: Type.String(),
  workspace: Type.String(),
  customers: Type.Integer(),
  truth: Type.String(),
  clockOffsetMs: Type.Number(),
});

/** A year: what happened at this time last year can be asked, and it is there within a minute. */
const days = 366;
const seed = 7;
const hourMs = 3_600_000;
/** How much of the whole work each stage is, roughly. */
const shares = { truth: [0, 0.08], events: [0.08, 0.75], pipeline: [0.83, 0.07], consents: [0.9, 0.06], packs: [0.96, 0.04] } as const;

const tell = (stage: keyof typeof shares, part: number): void => {
  const [from, size] = shares[stage];
  if (process.connected) process.send?.({ stage, share: from + size * Math.min(1, part) });
};

async function work({ url, adminKey, workspace, customers, truth, clockOffsetMs }: Type.Static<typeof Task>): Promise<void> {
  const now = (): number => Date.now() + clockOffsetMs;
  const options = demoOptions({ customers, seed, days, until: Math.floor(now() / hourMs) * hourMs, mess: realMess });
  const product = { url, adminKey };
  await sendDemo(options, { product, workspace, truth, connections: 4, now, sleep: (ms) => sleep(ms) }, ({ stage, done, of }: Progress) =>
    tell(stage, of === 0 ? 1 : done / of),
  );
  await rm(truth, { recursive: true, force: true });
  tell('packs', 0);
  await askProduct(Adoption, { url: `${url}/api/v1/packs/retail/adopt`, adminKey, workspace, body: { language: 'zh' } });
}

process.on('disconnect', () => process.exit(1));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the worker decides
process.on('message', (message) => {
  if (!Value.Check(Task, message)) return;
  work(message).then(
    () => process.exit(0),
    (error: unknown) => {
      if (process.connected) process.send?.({ problem: error instanceof Error ? error.message : String(error) }, () => process.exit(1));
    },
  );
});
if (!process.connected) process.exit(1);
