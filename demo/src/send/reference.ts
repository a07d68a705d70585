import { consentsOf } from '../people/consents.ts';
import { createPerson } from '../people/person.ts';
import { shopsOf, staffOf } from '../shops.ts';
import { productAttributes } from '../catalogue.ts';
import type { World } from '../world.ts';
import { ask, type Product, ProductError } from './product.ts';

const PER_REQUEST = 500;

interface Statement {
  readonly kind: string;
  readonly key: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
}

/** What the retailer knows of its goods, shops and staff, as versions: costs rise during the story for a part of the goods. */
function entityStatements(world: World): readonly Statement[] {
  const from = new Date(world.start).toISOString();
  const midway = new Date(Math.floor((world.start + world.until) / 2)).toISOString();
  return [
    ...world.catalogue.products.flatMap((product): readonly Statement[] => [
      { kind: 'product', key: product.id, attributes: productAttributes(product), timestamp: from },
      ...(product.laterCost === product.cost ? [] : [{ kind: 'product', key: product.id, attributes: { cost: product.laterCost / 100 }, timestamp: midway }]),
    ]),
    ...shopsOf(world).map(({ key, ...attributes }): Statement => ({ kind: 'shop', key, attributes, timestamp: from })),
    ...staffOf(world).map(({ key, ...attributes }): Statement => ({ kind: 'staff', key, attributes, timestamp: from })),
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

/** What customers allowed and refused, by customer number. Sent once a day for the same story: a repetition gets the first answer. */
export async function sendConsents(product: Product, workspace: string, world: World, onSent: (customers: number) => void): Promise<SentConsents> {
  const { seed, customers } = world.options;
  let [recorded, unmatched] = [0, 0];
  for (let from = 0; from < customers; from += PER_REQUEST / 5) {
    const people = Array.from({ length: Math.min(PER_REQUEST / 5, customers - from) }, (_, index) => createPerson(world, from + index));
    const consents = people.flatMap((person) =>
      consentsOf(world, person).map(({ at, expiresAt, ...said }) => ({
        ...said,
        identifier: { kind: 'customer_id', value: person.customerId },
        at: new Date(at).toISOString(),
        ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
      })),
    );
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
    onSent(from + people.length);
  }
  return { recorded, unmatched };
}
