import { collect } from '../collecting.ts';
import type { Product } from '../product.ts';
import { messageOf } from './population.ts';

export interface Sender {
  /** Numbers of the messages that the collector acknowledged. */
  readonly acknowledged: ReadonlySet<number>;
  /** Batches that were sent again because no answer came: as real clients do. */
  readonly repeats: number;
  /** Stops after the batches under way are acknowledged. */
  finish(): Promise<void>;
}

const batchSize = 50;
const pauseMs = 20;

/** Sends batches from several connections without end; a batch without a 200 is sent again until it has one. */
export function startSending(current: () => Product, connections = 4): Sender {
  const acknowledged = new Set<number>();
  let [next, repeats, isOver] = [0, 0, false];
  const worker = async (): Promise<void> => {
    while (!isOver) {
      const numbers = Array.from({ length: batchSize }, (_, offset) => next + offset);
      next += batchSize;
      const body = { batch: numbers.map(messageOf) };
      for (let attempt = 0; !(await isAccepted(current(), body)); attempt++) {
        repeats++;
        if (attempt > 600) throw new Error('the collector did not come back');
        await pause(100);
      }
      for (const n of numbers) acknowledged.add(n);
      // Every fifth batch is sent twice, as browsers do.
      if (numbers[0] !== undefined && (numbers[0] / batchSize) % 5 === 0) await isAccepted(current(), body);
      await pause(pauseMs);
    }
  };
  const workers = Array.from({ length: connections }, worker);
  return {
    acknowledged,
    get repeats() {
      return repeats;
    },
    finish: async () => {
      isOver = true;
      await Promise.all(workers);
    },
  };
}

async function isAccepted(product: Product, body: object): Promise<boolean> {
  try {
    return (await collect(product, '/v1/batch', body)).status === 200;
  } catch {
    return false; // nobody listens, or the connection broke
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
