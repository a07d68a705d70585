import { expect } from 'vitest';
import { untilDrained } from '../pipeline-state.ts';
import { endProcess, newDataFolder, type Product, startProduct } from '../product.ts';
import { type Sender, startSending } from './sender.ts';
import { kill, type Victim } from './victims.ts';
import { verify } from './verify.ts';
import { startWatching } from './watch.ts';

export interface Campaign {
  readonly victims: readonly Victim[];
  /** How long after one kill the next one comes, at the earliest. */
  pauseMs(): number;
  /** How many events are acknowledged between two kills, at least; 0 lets a kill fall into the restart after the one before. */
  eventsBetween(): number;
  say(text: string): void;
}

/** Kills processes one after the other while events stream in, then shows that nothing is lost and nothing doubled. */
export async function runCampaign({ victims, pauseMs, eventsBetween, say }: Campaign): Promise<void> {
  const data = newDataFolder();
  const port = 20_000 + Math.floor(Math.random() * 20_000); // the same after each start, as clients know it
  const start = (): Promise<Product> => startProduct({ data, args: ['--port', String(port)] });
  let product = await start();
  const sender = startSending(() => product);
  const watch = startWatching(() => product);
  try {
    for (const victim of victims) {
      await pause(pauseMs());
      await untilAcknowledged(sender, sender.acknowledged.size + eventsBetween());
      const dead = await killOnceRunning(product, victim);
      say(`kill -9 ${victim} (${dead} processes) after ${sender.acknowledged.size} events`);
      if (victim === 'everything') product = await start();
    }
    await untilAcknowledged(sender, sender.acknowledged.size + 1000);
    await sender.finish();
    await untilDrained(product, { atLeast: sender.acknowledged.size });
    await watch.finish();
    say(`${sender.acknowledged.size} events acknowledged, ${sender.repeats} batches sent again, ${watch.looks} looks at the counters`);
    expect(watch.faults).toEqual([]);
    expect(sender.acknowledged.size).toBeGreaterThan(1000);
    await verify(product, sender.acknowledged);
  } finally {
    await Promise.all([sender.finish(), watch.finish()].map((each) => each.catch(() => undefined)));
    kill(product, 'everything');
    await endProcess(product.process, 'SIGKILL');
    await product.stop();
  }
}

async function untilAcknowledged(sender: Sender, events: number): Promise<void> {
  for (let attempt = 0; sender.acknowledged.size < events; attempt++) {
    if (attempt > 1800) throw new Error(`only ${sender.acknowledged.size} events were acknowledged, ${events} were waited for`);
    await pause(100);
  }
}

/** A process that was killed a moment ago may still be on its way back. */
async function killOnceRunning(product: Product, victim: Victim): Promise<number> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const dead = kill(product, victim);
    if (dead > 0) return dead;
    await pause(100);
  }
  throw new Error(`${victim} did not come back: ${product.output()}`);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
