/** Elements of events' lists, straight from API.md ("Properties"): one by one, with the catalogue beside them. */
import type { WhereJson } from '@danqing/contracts';
import { isJsonObject, type JsonValue } from '#kernel';
import { find, type Finding, holds, type Known, numberFrom } from './values.ts';
import { eventFinding, type World, type WorldEvent } from './world.ts';

const nothing: Finding = { values: [], exists: false };

/** The elements of a list, unknown ones too. */
export function elementsOf(event: WorldEvent, list: string): readonly JsonValue[] {
  let value: JsonValue | undefined = event.properties;
  for (const name of list.replace('[]', '').split('.')) value = isJsonObject(value) ? value[name] : undefined;
  return Array.isArray(value) ? value : [];
}

/** One element of one event. `isCounted`: it stands for the event (`each`), so `event.…` reads that. */
export interface At {
  readonly world: World;
  readonly event: WorldEvent;
  readonly element: JsonValue;
  readonly isCounted: boolean;
  readonly at: number;
}

export function elementFinding({ world, event, element, isCounted }: At, path: string): Finding {
  if (path.startsWith('$')) return eventFinding(event, path);
  if (isCounted && path.startsWith('event.')) return eventFinding(event, path.slice('event.'.length));
  if (path.startsWith('product.')) return find(productOf(world, event, element), path.slice('product.'.length));
  const own = find(element, path);
  if (path !== 'amount' || own.exists) return own;
  const [price, quantity] = ['price', 'quantity'].map((field) => find(element, field).values.flatMap((value) => numberFrom(value) ?? [])[0]);
  return price === undefined || quantity === undefined ? nothing : { values: [price * quantity], exists: true };
}

/** Single values only, as aggregates over elements take them. */
export function elementValue(at: At, path: string): Known | undefined {
  const isOfEvent = path.startsWith('event.');
  const list = path.startsWith('product.') ? find(productOf(at.world, at.event, at.element), `${path.slice('product.'.length)}[]`) : nothing;
  if (list.exists || (isOfEvent && at.isCounted && eventFinding(at.event, `${path.slice('event.'.length)}[]`).exists)) return undefined;
  return elementFinding(at, path).values[0];
}

export function elementMeets(at: At, where: WhereJson): boolean {
  if ('all' in where) return where.all.every((part) => elementMeets(at, part));
  if ('any' in where) return where.any.some((part) => elementMeets(at, part));
  if ('not' in where) return !elementMeets(at, where.not);
  if ('prop' in where) return holds(elementFinding(at, where.prop), where.op, where.value, at.at, at.world.timezone);
  throw new Error('no element inside an element');
}

/** The product that sku names, else the one that product_id names, as it was at the event; before its first version as in that. */
function productOf(world: World, event: WorldEvent, element: JsonValue): JsonValue | undefined {
  for (const field of ['sku', 'product_id']) {
    const [key] = find(element, field).values;
    const versions = world.entities
      .filter((entity) => entity.kind === 'product' && key !== undefined && entity.key === String(key))
      .sort((a, b) => a.ts - b.ts);
    const version = versions.findLast(({ ts }) => ts <= event.ts) ?? versions[0];
    if (version !== undefined) return version.isGone ? undefined : version.attributes;
  }
  return undefined;
}
