import { treeOf } from '../processes.ts';
import type { Product } from '../product.ts';

export const victims = ['worker', 'api', 'clickhouse', 'postgres', 'everything'] as const;
export type Victim = (typeof victims)[number];

const commandOf: Readonly<Record<Exclude<Victim, 'everything'>, RegExp>> = {
  worker: /entry\/worker\.ts/,
  api: /entry\/api\.ts/,
  clickhouse: /clickhouse-host\.ts/,
  postgres: /bin\/postgres -D/,
};

/** kill -9 of one process of the product, or of all of them at once. Returns how many died. */
export function kill(product: Product, victim: Victim): number {
  const { pid } = product.process;
  if (pid === undefined) return 0;
  const doomed = treeOf(pid).filter(({ command }) => victim === 'everything' || commandOf[victim].test(command));
  for (const each of doomed) {
    try {
      process.kill(each.pid, 'SIGKILL');
    } catch {
      // it died by itself a moment ago
    }
  }
  return doomed.length;
}
