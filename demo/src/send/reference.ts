import { consentsOf } from '../people/consents.ts';
import { createPerson } from '../people/person.ts';
import { shopsOf, staffOf } from '../shops.ts';
import { productAttributes } from '../catalogue.ts';
import type { World } from '../world.ts';
import { ask, type Product, ProductError } from './product.ts';

const PER_REQUEST = 500;

/** What is said of one entity from a moment on. */
export interface EntityStatement {
  readonly kind: string;
  readonly key: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
}

/** What the retailer knows of its goods, shops and staff, as versions: costs rise during the story for a part of the goods. */
export function entityStatements(world: World): readonly EntityStatement[] {
  const from = new Date(world.start).toISOString();
  const midway = new Date(Math.floor((world.start + world.until) / 2)).toISOString();
  return [
    ...world.catalogue.products.flatMap((product): readonly EntityStatement[] => [
      { kind: 'product', key: product.id, attributes: productAttributes(product), timestamp: from },
      ...(product.laterCost === product.cost ? [] : [{ kind: 'product', key: product.id, attributes: { cost: product.laterCost / 100 }, timestamp: midway }]),
    ]),
    ...shopsOf(world).map(({ key, ...attributes }): EntityStatement => ({ kind: 'shop', key, attributes, timestamp: from })),
    ...staffOf(world).map(({ key, ...attributes }): EntityStatement => ({ kind: 'staff', key, attributes, timestamp: from })),
  ];
}

/** Resolves when the product has applied them: what comes later must not be counted with them. */
export async function sendEntities(product: Product, workspace: string, world: World): Promise<void> {
  const all = entityStatements(world);
  for (let from = 0; from < all.length; from += PER_REQUEST)
    await ask(product, workspace, 'POST', '/api/v1/entities', { entities: all.slice(from, from + PER_REQUEST) });
}

export interface SentConsents {
  readonly recorded: number;
  readonly unmatched: number;
}

interface ConsentStatement {
  readonly identifier: { readonly kind: string; readonly value: string };
  readonly purpose: string;
  readonly channel?: string;
  readonly state: 'granted' | 'refused';
  readonly at: string;
  readonly expiresAt?: string;
  readonly source: string;
  readonly proof: string;
}

/** What one customer allowed and refused, as the product is told. */
export function consentStatements(world: World, index: number): readonly ConsentStatement[] {
  const person = createPerson(world, index);
  return consentsOf(world, person).map(({ at, expiresAt, ...said }) => ({
    ...said,
    identifier: { kind: 'customer_id', value: person.customerId },
    at: new Date(at).toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
  }));
}

/** What customers allowed and refused, by customer number. Sent once a day for the same story: a repetition gets the first answer. */
export async function sendConsents(product: Product, workspace: string, world: World, onSent: (customers: number) => void): Promise<SentConsents> {
  const { seed, customers } = world.options;
  let [recorded, unmatched] = [0, 0];
  for (let from = 0; from < customers; from += PER_REQUEST / 5) {
    const count = Math.min(PER_REQUEST / 5, customers - from);
    const consents = Array.from({ length: count }, (_, index) => consentStatements(world, from + index)).flat();
    const answer = await ask(
      product,
      workspace,
      'POST',
      '/api/v1/consents',
      { consents },
      `demo-consents-${seed}-${customers}-${world.start}-${world.until}-${from}`,
    );
    const missing = answer['unmatched'];
    if (typeof answer['recorded'] !== 'number' || !Array.isArray(missing)) throw new ProductError('POST /api/v1/consents did not say what it recorded', 502);
    recorded += answer['recorded'];
    unmatched += missing.length;
    onSent(from + count);
  }
  return { recorded, unmatched };
}
