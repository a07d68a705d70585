import { join } from 'node:path';
import type { SourceKey } from './events/message.ts';
import { sourceKeys } from './events/message.ts';
import { type LineFile, openLineFile } from './line-file.ts';
import type { DemoOptions } from './options.ts';
import { batches } from './send/batches.ts';
import { postAll, type Sent } from './send/post.ts';
import { ensureSources, ensureWorkspace, type Flow, type Product, readFlow } from './send/product.ts';
import { type SentConsents, sendConsents, sendEntities } from './send/reference.ts';
import { emissions, lineOf } from './stream.ts';
import type { Totals } from './truth/totals.ts';
import { writeTruth } from './truth/write.ts';
import { createWorld } from './world.ts';

/** How far the work is: of people whose truth is written, of messages sent or written, of messages still in the pipeline, of customers whose consents are recorded. */
export interface Progress {
  readonly stage: 'truth' | 'events' | 'pipeline' | 'consents';
  readonly done: number;
  readonly of: number;
}

export type OnProgress = (progress: Progress) => void;

/** Messages as files, one a source, in the order of sending. */
export function writeDemo(options: DemoOptions, folders: { readonly truth: string; readonly events: string }, onProgress: OnProgress): Totals {
  const { world, totals } = told(options, folders.truth, onProgress);
  const files = new Map<SourceKey, LineFile>(sourceKeys.map((source) => [source, openLineFile(join(folders.events, `${source}.jsonl`))]));
  let done = 0;
  for (const group of emissions(world)) {
    for (const emission of group) files.get(emission.source)?.write(lineOf(emission));
    done += group.length;
    onProgress({ stage: 'events', done, of: totals.sent.all });
  }
  for (const file of files.values()) file.close();
  return totals;
}

export interface SendPlan {
  readonly product: Product;
  readonly workspace: string;
  readonly truth: string;
  readonly connections: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** What was sent, and what the product made of it: `flow` is what its counts rose by. */
export interface SentDemo {
  readonly workspace: 'made' | 'reused';
  readonly totals: Totals;
  readonly sent: Sent;
  readonly flow: Flow;
  readonly consents: SentConsents;
}

/** Fills a workspace of a running product and waits until everything can be queried. */
export async function sendDemo(options: DemoOptions, plan: SendPlan, onProgress: OnProgress): Promise<SentDemo> {
  const { product, workspace } = plan;
  const made = await ensureWorkspace(product, workspace);
  const keys = await ensureSources(product, workspace);
  const { world, totals } = told(options, plan.truth, onProgress);
  await sendEntities(product, workspace, world);
  const before = await readFlow(product, workspace);
  const sent = await postAll(
    {
      url: product.url,
      keys,
      connections: plan.connections,
      now: plan.now,
      sleep: plan.sleep,
      fetch,
      onSent: ({ messages }) => onProgress({ stage: 'events', done: messages, of: totals.sent.all }),
    },
    batches(emissions(world)),
  );
  const after = await drained(plan, onProgress);
  const consents = await sendConsents(product, workspace, world, (done) => onProgress({ stage: 'consents', done, of: options.customers }));
  const rise = (name: keyof Flow): number => after[name] - before[name];
  return {
    workspace: made,
    totals,
    sent,
    flow: { accepted: rise('accepted'), passed: rise('passed'), dropped: rise('dropped'), parked: rise('parked'), lag: after.lag },
    consents,
  };
}

function told(options: DemoOptions, folder: string, onProgress: OnProgress): { readonly world: ReturnType<typeof createWorld>; readonly totals: Totals } {
  const world = createWorld(options);
  const totals = writeTruth(world, folder, (done) => onProgress({ stage: 'truth', done, of: world.population }));
  return { world, totals };
}

const POLL_MS = 500;

async function drained({ product, workspace, sleep }: SendPlan, onProgress: OnProgress): Promise<Flow> {
  let flow = await readFlow(product, workspace);
  const most = flow.lag;
  while (flow.lag > 0) {
    onProgress({ stage: 'pipeline', done: Math.max(0, most - flow.lag), of: most });
    await sleep(POLL_MS);
    flow = await readFlow(product, workspace);
  }
  return flow;
}
