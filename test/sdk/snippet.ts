import { clientsFor } from '../../server/src/govern/index.ts';
import type { Product } from '../product.ts';

/** What the console gives people to paste for a client, with this customer instead of the one in it. */
export function snippetFor(product: Pick<Product, 'url' | 'writeKey'>, key: string, customer: string): string {
  const client = clientsFor({ origin: product.url, key: product.writeKey }).find((one) => one.key === key);
  const step = client?.steps.at(-1);
  if (step === undefined) throw new Error(`there is no snippet for ${key}`);
  return step.code.replaceAll('u-1001', customer).replaceAll('a@example.com', `${customer}@example.com`).replaceAll('o-1', `order-of-${customer}`);
}

/** What a browser runs of it: the names that are imported are there already. */
export const withoutImports = (code: string): string => code.replaceAll(/^import .*\n/gm, '');
